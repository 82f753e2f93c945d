-- What customers and auditors say of an agent's cases, and what the house decides about its figures.

create table ratings (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text generated always as (d ->> 'agentId') stored,
  primary key (tenant, id)
);
create index ratings_feed on ratings (tenant, shard, seq);
create index ratings_user on ratings (tenant, user_id);

create table audits (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text not null generated always as (d ->> 'agentId') stored,
  primary key (tenant, id)
);
create index audits_feed on audits (tenant, shard, seq);
create index audits_user on audits (tenant, user_id);

create table metric_policies (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index metric_policies_feed on metric_policies (tenant, shard, seq);

-- What came in under the outside's own name, so that handing it in twice changes nothing.
create table feedback_seen (
  tenant text not null, external_id text not null, kind text not null, id text not null,
  primary key (tenant, kind, external_id)
);

-- Whose work a case holds: what the figures of cases ask for.
create index contacts_agent on contacts (tenant, agent_id);
create index case_events_by on case_events (tenant, (d -> 'by' ->> 'id'));
