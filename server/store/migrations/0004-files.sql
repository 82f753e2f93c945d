-- Files that go with replies. A desk brings one in parts before the reply that names it; until then it is loose, and
-- loose ones are swept after a while. Bytes are kept once, uncompressed: most files are compressed already.
create table files (
  tenant text not null references tenants,
  id text not null,
  owner_id text not null,
  size_bytes int not null check (size_bytes > 0),
  sha256 text not null,
  received int not null default 0,
  is_complete boolean not null default false,
  -- The message that took it. Null: loose.
  case_id text,
  message_id text,
  touched_at bigint not null,
  primary key (tenant, id)
);
create index files_loose on files (touched_at) where message_id is null;

create table file_parts (
  tenant text not null,
  id text not null,
  at int not null,
  bytes bytea not null,
  primary key (tenant, id, at),
  foreign key (tenant, id) references files on delete cascade
);
alter table file_parts alter column bytes set storage external;

-- What left with a mail of the demo's outside world.
create table outbound_files (
  message_id text not null references outbound_mail,
  place int not null,
  file_id text not null,
  name text not null,
  media_type text not null,
  bytes bytea not null,
  primary key (message_id, place)
);
alter table outbound_files alter column bytes set storage external;
