-- What agents keep of their shifts for urgent cases, with how it ended.

create table urgent_blocks (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text not null generated always as (d ->> 'userId') stored,
  ends_at bigint not null generated always as ((d ->> 'endsAt')::bigint) stored,
  primary key (tenant, id)
);
create index urgent_blocks_feed on urgent_blocks (tenant, shard, seq);
create index urgent_blocks_user on urgent_blocks (tenant, user_id, ends_at);
