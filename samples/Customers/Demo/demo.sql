-- Demo data: 20 customers with 10 users each, the same on every machine. Does nothing once there is a customer.
-- Runs in one transaction as customers_platform, which isolation lets see all customers.
do $$
declare
    today constant timestamptz := '2026-01-01T00:00:00Z';
    customers constant text[] := array[
        'acme:Acme Corporation', 'baltic-lines:Baltic Lines', 'cedar-clinic:Cedar Clinic', 'delta-foods:Delta Foods',
        'elm-press:Elm Street Press', 'fjord-power:Fjord Power', 'granite-bank:Granite Bank',
        'harbour-tools:Harbour Tools', 'iris-optics:Iris Optics', 'juniper-schools:Juniper Schools',
        'kite-travel:Kite Travel', 'lumen-theatre:Lumen Theatre', 'maple-homes:Maple Homes', 'north-rail:North Rail',
        'olive-markets:Olive Markets', 'pine-insurance:Pine Insurance', 'quartz-mining:Quartz Mining',
        'river-brewery:River Brewery', 'stone-law:Stone and Partners', 'tulip-gardens:Tulip Gardens'];
    plans constant text[] := array['standard', 'enterprise', 'free', 'standard', 'standard'];
    zones constant text[] := array['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Tokyo'];
    languages constant text[] := array['de', 'en-GB', 'en-US', 'ja'];
    first_names constant text[] := array[
        'Ada', 'Ben', 'Chloe', 'David', 'Elif', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Kira', 'Liam', 'Mona',
        'Noah', 'Olga', 'Pavel', 'Quinn', 'Rosa', 'Sven', 'Tara'];
    last_names constant text[] := array[
        'Archer', 'Baker', 'Costa', 'Dunn', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jansen', 'Keller',
        'Lopez', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Quist', 'Rossi', 'Santos', 'Tanaka', 'Ueda', 'Varga', 'Weber'];
begin
    if exists (select from customer) then
        return;
    end if;

    -- The river brewery did not pay. One in four customers has let a user go, whose seat is free again.
    insert into customer
        (customer_id, name, status, suspended_for, plan, users, settings, created_at, updated_at)
    select split_part(customers[c + 1], ':', 1),
           split_part(customers[c + 1], ':', 2),
           case when c = 17 then 'suspended' else 'active' end,
           case when c = 17 then 'Three invoices are overdue.' end,
           plans[c % 5 + 1],
           case when c % 4 = 3 then 9 else 10 end,
           jsonb_build_object(
               'timeZone', zones[c % 4 + 1],
               'language', languages[c % 4 + 1],
               'notificationEmail', 'office@' || split_part(customers[c + 1], ':', 1) || '.example'),
           today - make_interval(days => 720 - c * 30),
           today - make_interval(days => 10 + c)
    from generate_series(0, 19) c;

    -- Two administrators and eight users each: acme-admin-1, acme-admin-2, acme-user-1, … acme-user-8. At acme, one of
    -- each is who a development token names when it names nobody.
    insert into customer_user
        (id, customer_id, email, display_name, user_role, status, invited_at, updated_at)
    select case
               when c = 0 and n = 1 then 'dev-customer-administrator'
               when c = 0 and n = 9 then 'dev-customer-user'
               when n < 2 then customer || '-admin-' || n + 1
               else customer || '-user-' || n - 1
           end,
           customer,
           lower(first_name || '.' || last_name) || '@' || customer || '.example',
           first_name || ' ' || last_name,
           case when n < 2 then 'customerAdministrator' else 'customerUser' end,
           case when n = 8 and c % 4 = 3 then 'deactivated' when n = 9 and c % 3 = 1 then 'invited' else 'active' end,
           today - make_interval(days => 700 - c * 30 - n * 5),
           today - make_interval(days => 10 + n)
    from generate_series(0, 19) c
    cross join generate_series(0, 9) n
    cross join lateral (
        select split_part(customers[c + 1], ':', 1) as customer,
               first_names[(c * 10 + n) % 20 + 1] as first_name,
               last_names[(c * 10 + n) * 7 % 23 + 1] as last_name) person;
end $$;
