-- What opens the sealed profiles of desks that keep no key of their own: handed out with a session, gone with it.

create table key_shares (
  tenant text not null,
  user_id text not null,
  -- The desk's own opaque name for this person's profile there.
  profile_id text not null,
  id text not null,
  share text not null,
  made_at bigint not null,
  primary key (tenant, user_id, id),
  foreign key (tenant, user_id) references accounts
);
create index key_shares_profile on key_shares (tenant, user_id, profile_id);

-- True: the desk of this sign-in is to keep nothing of this person's.
alter table refresh_tokens add column wipe boolean not null default false;
