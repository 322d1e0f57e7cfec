-- A policy reads the customer in a subselect: once for each statement instead of once for each row, and after the statement has begun.
-- Without it PostgreSQL looks at the setting as it plans, to guess how many rows there will be. A statement that sets its own customer is
-- planned before that, when there is none: zero rows were expected of every index that begins with the customer, whichever was best.
create or replace function tdp.isolate(isolated regclass, customer_column name default 'customer_id') returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security, force row level security', isolated);
    -- Each role has one policy, so that its condition stays one comparison, which an index serves.
    execute format('create policy tenant on %s to {service}_app using (%I = (select current_setting(''tdp.customer'', true)))',
        isolated, customer_column);
    execute format('create policy platform on %s to {service}_platform using (true)', isolated);
end $$;

-- The tables that are isolated already.
do $$
declare
    policy record;
begin
    for policy in
        select o.polrelid::regclass as isolated, a.attname as customer_column
        from pg_policy o
        join pg_class c on c.oid = o.polrelid and c.relnamespace <> 'tdp'::regnamespace
        join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = o.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjid = o.polrelid and d.refobjsubid > 0
        join pg_attribute a on a.attrelid = o.polrelid and a.attnum = d.refobjsubid
        where o.polname = 'tenant'
            and right(pg_get_expr(o.polqual, o.polrelid), 47) = ' = current_setting(''tdp.customer''::text, true))'
    loop
        execute format('alter policy tenant on %s using (%I = (select current_setting(''tdp.customer'', true)))',
            policy.isolated, policy.customer_column);
    end loop;
end $$;
