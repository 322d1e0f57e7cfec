-- Files: what is known of each, and whose it is. The bytes are in tdp.file_part, or in another store.
create table tdp.file (
    id uuid primary key,
    customer_id text collate "C",
    name text not null,
    content_type text not null,
    length bigint,
    sha256 bytea,
    stored_at timestamptz not null default clock_timestamp(),
    -- Set by the decision that keeps it. What is never kept, or is removed, goes with its bytes.
    kept_at timestamptz,
    removed_at timestamptz
);
create index on tdp.file (stored_at) where kept_at is null or removed_at is not null;
grant select on tdp.file to {service}_app, {service}_platform;
grant insert (id, customer_id, name, content_type) on tdp.file to {service}_app, {service}_platform;
grant update (length, sha256, kept_at, removed_at) on tdp.file to {service}_app, {service}_platform;
alter table tdp.file enable row level security;
create policy tenant on tdp.file to {service}_app using (customer_id = (select current_setting('tdp.customer', true)));
create policy platform on tdp.file to {service}_platform using (true);

create table tdp.file_part (
    file_id uuid not null references tdp.file,
    number int not null,
    bytes bytea not null,
    primary key (file_id, number)
);
-- Most files are compressed already.
alter table tdp.file_part alter column bytes set storage external;
grant select, insert on tdp.file_part to {service}_app, {service}_platform;
alter table tdp.file_part enable row level security;
-- Whoever may see the file; its own policy says who that is.
create policy tenant on tdp.file_part to {service}_app, {service}_platform
    using (exists (select from tdp.file f where f.id = file_id));

-- Files that may go: removed, or an hour old and kept by no decision. Those that are still coming are younger.
create function tdp.files_due(at_most int) returns table (id uuid, customer_id text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select f.id, f.customer_id from tdp.file f
    where f.removed_at is not null or (f.kept_at is null and f.stored_at < clock_timestamp() - interval '1 hour')
    order by f.stored_at limit at_most
$$;

-- Forgets such a file, and no other whatever is asked for; its bytes in this database go with it.
create function tdp.forget_file(forgotten uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from tdp.file where id = forgotten
        and (removed_at is not null or (kept_at is null and stored_at < clock_timestamp() - interval '1 hour'))
        for update;
    if found then
        delete from tdp.file_part where file_id = forgotten;
        delete from tdp.file where id = forgotten;
    end if;
end $$;
revoke execute on function tdp.files_due(int), tdp.forget_file(uuid) from public;
grant execute on function tdp.files_due(int), tdp.forget_file(uuid) to {service}_app;
