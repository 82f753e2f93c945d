-- What agents contest about their recorded time, with what was decided.

create table disputes (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text not null generated always as (d ->> 'userId') stored,
  interval_id text not null generated always as (d ->> 'intervalId') stored,
  primary key (tenant, id)
);
create index disputes_feed on disputes (tenant, shard, seq);
create index disputes_interval on disputes (tenant, interval_id);
create index intervals_replaces on intervals (tenant, (d ->> 'replaces'));

-- Leads see the time of their team from now on, also what was recorded before: it gets a new number to reach their desks.
update sync_head h set seq = seq + 1
  where exists (select 1 from intervals i where i.tenant = h.tenant and i.shard = h.shard);
update intervals i set
  tags = array['me:' || i.user_id] || array(select 'lead:' || team from unnest(a.team_ids) team),
  seq = h.seq, rev = i.rev + 1
  from accounts a, sync_head h
  where a.tenant = i.tenant and a.id = i.user_id and h.tenant = i.tenant and h.shard = i.shard;
