-- The first shape. Every record that desks share lies in a table of its kind as the document that goes over the wire
-- ("d"), with the columns that feed and rules ask for computed from it, so that the two can never differ.

create table tenants (
  id text primary key,
  name text not null,
  shards int not null default 1 check (shards between 1 and 64),
  acl_version bigint not null default 1
);

create table accounts (
  tenant text not null references tenants,
  id text not null,
  login text not null unique,
  name text not null,
  role text not null,
  team_ids text[] not null,
  queue_ids text[] not null,
  password_hash text not null,
  disabled boolean not null default false,
  primary key (tenant, id)
);

create table teams (
  tenant text not null references tenants,
  id text not null,
  name text not null,
  primary key (tenant, id)
);

-- Counter per (tenant, shard), taken as the last statement of every writing transaction: a number is handed out only
-- when the one before is visible or rolled back, so no reader can pass over a change (decision 0004).
create table sync_head (
  tenant text not null references tenants,
  shard int not null,
  seq bigint not null default 0,
  primary key (tenant, shard)
) with (fillfactor = 50);

create table sync_client (
  tenant text not null references tenants,
  client_id text not null,
  user_id text not null,
  lmid bigint not null default 0,
  last_seen_at bigint not null,
  primary key (tenant, client_id)
);

create table sync_result (
  tenant text not null references tenants,
  client_id text not null,
  n bigint not null,
  mutation_id text not null,
  name text not null,
  status text not null check (status in ('applied', 'noop', 'rejected')),
  code text,
  reference text,
  case_id text,
  message_id text,
  shard int not null,
  seq bigint not null,
  at bigint not null,
  primary key (tenant, client_id, n)
);
-- One mutation is decided once, whatever number or client brings it.
create unique index sync_result_mutation on sync_result (tenant, mutation_id);

create table sync_exit (
  tenant text not null references tenants,
  shard int not null,
  seq bigint,
  scope text not null,
  entity text not null,
  id text not null,
  at bigint not null
);
create index sync_exit_feed on sync_exit (tenant, shard, seq);

create table sync_epoch (
  id bigint generated always as identity primary key,
  epoch text not null unique,
  fork_head jsonb not null,
  at bigint not null
);

create table refresh_tokens (
  hash text primary key,
  family text not null,
  tenant text not null,
  user_id text not null,
  device text not null,
  issued_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  revoked_at bigint,
  foreign key (tenant, user_id) references accounts
);
create index refresh_tokens_family on refresh_tokens (family);

create table cases (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  number bigint not null generated always as ((d ->> 'number')::bigint) stored,
  status text not null generated always as (d ->> 'status') stored,
  queue_id text not null generated always as (d ->> 'queueId') stored,
  assignee_id text generated always as (d ->> 'assigneeId') stored,
  customer_id text not null generated always as (d ->> 'customerId') stored,
  order_id text generated always as (d ->> 'orderId') stored,
  primary key (tenant, id), unique (tenant, number)
);
create index cases_feed on cases (tenant, shard, seq);
create index cases_customer on cases (tenant, customer_id);
create index cases_order on cases (tenant, order_id);

create table messages (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  -- Which action of which desk wrote it. Null: it came from outside.
  mutation_id text, client_id text,
  case_id text not null generated always as (d ->> 'caseId') stored,
  author_kind text not null generated always as (d -> 'author' ->> 'kind') stored,
  author_id text generated always as (d -> 'author' ->> 'id') stored,
  visibility text not null generated always as (d ->> 'visibility') stored,
  body text not null generated always as (d ->> 'body') stored,
  public_ordinal int generated always as ((d ->> 'publicOrdinal')::int) stored,
  primary key (tenant, id)
);
create index messages_feed on messages (tenant, shard, seq);
create unique index messages_ordinal on messages (tenant, case_id, public_ordinal);
create unique index messages_mutation on messages (tenant, mutation_id);

create table deliveries (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  case_id text not null generated always as (d ->> 'caseId') stored,
  state text not null generated always as (d ->> 'state') stored,
  primary key (tenant, id)
);
create index deliveries_feed on deliveries (tenant, shard, seq);
create index deliveries_case on deliveries (tenant, case_id);
create index deliveries_due on deliveries (state) where state in ('queued', 'sending');

create table contacts (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  case_id text not null generated always as (d ->> 'caseId') stored,
  agent_id text generated always as (d ->> 'agentId') stored,
  primary key (tenant, id)
);
create index contacts_feed on contacts (tenant, shard, seq);
create index contacts_case on contacts (tenant, case_id);

create table intervals (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  user_id text not null generated always as (d ->> 'userId') stored,
  state text not null generated always as (d ->> 'state') stored,
  primary key (tenant, id)
);
create index intervals_feed on intervals (tenant, shard, seq);

create table customers (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index customers_feed on customers (tenant, shard, seq);

create table orders (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  customer_id text not null generated always as (d ->> 'customerId') stored,
  number text not null generated always as (d ->> 'number') stored,
  primary key (tenant, id), unique (tenant, number)
);
create index orders_feed on orders (tenant, shard, seq);
create index orders_customer on orders (tenant, customer_id);

create table people (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index people_feed on people (tenant, shard, seq);

create table queues (
  tenant text not null, id text not null, shard int not null, seq bigint not null default 0, rev int not null default 0,
  deleted boolean not null default false, tags text[] not null, d jsonb not null,
  primary key (tenant, id)
);
create index queues_feed on queues (tenant, shard, seq);

-- The demo's outside world: what has left the house. Its own transactions, as a mail server would have.
create table outbound_mail (
  message_id text primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  taken_at bigint not null
);
