-- Demo data: the users of the service Customers, as its events would have told of them. Does nothing once there is a recipient.
-- Runs in one transaction as notifications_platform, which isolation lets see all customers.
do $$
declare
    customers constant text[] := array[
        'acme', 'baltic-lines', 'cedar-clinic', 'delta-foods', 'elm-press', 'fjord-power', 'granite-bank',
        'harbour-tools', 'iris-optics', 'juniper-schools', 'kite-travel', 'lumen-theatre', 'maple-homes',
        'north-rail', 'olive-markets', 'pine-insurance', 'quartz-mining', 'river-brewery', 'stone-law',
        'tulip-gardens'];
begin
    if exists (select from recipient) then
        return;
    end if;

    insert into recipient (customer_id, user_id, email, is_administrator, is_active)
    select customer, user_id, user_id || '@' || customer || '.example', n < 2, true
    from generate_series(0, 19) c
    cross join generate_series(0, 9) n
    cross join lateral (select customers[c + 1] as customer) of_customer
    cross join lateral (
        select case
                   when c = 0 and n = 1 then 'dev-customer-administrator'
                   when c = 0 and n = 9 then 'dev-customer-user'
                   when n < 2 then customer || '-admin-' || n + 1
                   else customer || '-user-' || n - 1
               end as user_id) of_user;
end $$;
