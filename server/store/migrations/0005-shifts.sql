-- The plan that reaches the desks: one row for each shift, with all its versions in the document.

create table shifts (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text not null generated always as (d ->> 'userId') stored,
  primary key (tenant, id)
);
create index shifts_feed on shifts (tenant, shard, seq);
create index shifts_user on shifts (tenant, user_id);

-- Whose time, and when: what corrections and audits ask for.
create index intervals_user on intervals (tenant, user_id);
