-- Demo data: 5,000 requests of 20 customers over 90 days, the same on every machine. Does nothing once there is a
-- request. Runs in one transaction as requests_platform, which isolation lets see all customers.
do $$
declare
    today constant timestamptz := '2026-01-01T00:00:00Z';
    customers constant text[] := array[
        'acme', 'baltic-lines', 'cedar-clinic', 'delta-foods', 'elm-press', 'fjord-power', 'granite-bank',
        'harbour-tools', 'iris-optics', 'juniper-schools', 'kite-travel', 'lumen-theatre', 'maple-homes',
        'north-rail', 'olive-markets', 'pine-insurance', 'quartz-mining', 'river-brewery', 'stone-law',
        'tulip-gardens'];
    open_limits constant int[] := array[1000, 20000, 100, 1000, 1000];
    -- 25 × 16 × 13 = 5,200 titles, more than there are requests.
    things constant text[] := array[
        'Invoice', 'Credit note', 'Delivery note', 'Order confirmation', 'Monthly report', 'Sales dashboard',
        'Price list', 'Contract renewal', 'Travel expense form', 'Timesheet', 'Leave request form', 'Purchase order',
        'Payment reminder', 'Tax statement', 'Stock report', 'Customer survey', 'Newsletter', 'Training certificate',
        'Meeting protocol', 'Project plan', 'Risk register', 'Audit report', 'Service schedule', 'Shipping label',
        'Return form'];
    troubles constant text[] := array[
        'is missing', 'arrives too late', 'cannot be opened', 'cannot be exported', 'shows yesterday''s figures',
        'has the wrong language', 'is shown twice', 'does not load', 'needs another approver',
        'should go to a second address', 'was sent to a former colleague', 'stops halfway', 'is empty',
        'has no attachment', 'asks for a permission', 'cannot be found by searching'];
    places constant text[] := array[
        'for the Berlin office', 'for the Lyon office', 'on the phone', 'since Monday', 'since the last update',
        'for new colleagues', 'for one supplier', 'in the archive', 'in the web application',
        'at the end of the month', 'for orders from abroad', 'when working from home', 'for two of our teams'];
    findings constant text[] := array[
        'We noticed it this morning.', 'A colleague pointed it out.', 'It happened before, but less often.',
        'It happens every time we try.', 'It worked until last week.', 'Several people see the same.',
        'We found it while preparing the quarter.'];
    needs constant text[] := array[
        'Please have a look and tell us when it is done.', 'We need it before the end of the week.',
        'There is no hurry, but it should not be forgotten.', 'Please call back if anything is unclear.',
        'A customer of ours is waiting for it.'];
    questions constant text[] := array[
        'Is there any news?', 'It happened again today.', 'A screenshot was sent by mail.',
        'The reference is in the subject.', 'It also concerns a second team.'];
    answers constant text[] := array[
        'Thank you, we are looking into it.', 'Could you tell us when it happened last?', 'We can see it here too.',
        'A correction is being prepared.'];
    resolutions constant text[] := array[
        'The setting was corrected; please try again.', 'It was sent again and has arrived.',
        'The permission was given.', 'The cause was found and removed.'];
    rejections constant text[] := array[
        'Another request asks for the same already.', 'This is not part of the booked plan.',
        'It works as agreed; the guide explains how.'];
begin
    if exists (select from request) then
        return;
    end if;

    -- Number 0 is the newest. The older a request, the likelier it is closed; what looks like chance is arithmetic.
    insert into request
        (id, customer_id, title, description, status, priority, submitted_by, submitted_at, assignee, closed_at,
         comment_count, updated_at, version)
    select (lpad(to_hex((extract(epoch from submitted) * 1000)::bigint), 12, '0')
               || '7' || substr(digest, 1, 3) || '8' || substr(digest, 4, 15))::uuid,
           customer,
           things[t % 25 + 1] || ' ' || troubles[t / 25 % 16 + 1] || ' ' || places[t / 400 + 1],
           findings[g % 7 + 1] || ' ' || needs[g / 7 % 5 + 1],
           status,
           (array['low', 'normal', 'normal', 'normal', 'high', 'high', 'urgent'])[g * 5 % 7 + 1],
           case when c = 0 and g / 20 % 5 = 4 then 'dev-customer-user' else customer || '-user-' || g / 20 % 5 + 1 end,
           submitted,
           case when status <> 'submitted' then customer || '-admin-1' end,
           case when status in ('resolved', 'rejected') then closed end,
           g * 11 % 4,
           case
               when status in ('resolved', 'rejected') then closed
               else least(submitted + interval '5 hours', today)
           end,
           g * 11 % 4 + case status when 'submitted' then 1 when 'attending' then 2 else 3 end
    from generate_series(0, 4999) g
    cross join lateral (
        select g % 20 as c,
               g * 1009 % 5200 as t,
               md5('request ' || g) as digest,
               today - make_interval(secs => 3600 + g * 1550 + g * 7919 % 1000) as submitted,
               case when g < 400 then 60 when g < 1200 then 20 when g < 2500 then 6 else 2 end as open_percent) a
    cross join lateral (
        select customers[c + 1] as customer,
               least(submitted + make_interval(hours => 1 + g * 13 % 72), today) as closed,
               case
                   when (g * 37 + g / 20 * 7) % 100 >= open_percent then
                       case when g * 53 / 20 % 10 < 8 then 'resolved' else 'rejected' end
                   when g / 20 % 10 < 5 then 'submitted'
                   when g / 20 % 10 < 9 then 'attending'
                   else 'escalated'
               end as status) b;

    -- The one who asked and the one who attends speak in turn; a closed request ends with why.
    insert into request_comment (id, request_id, customer_id, kind, text, written_by, written_at)
    select md5(r.id || ' comment ' || n)::uuid,
           r.id,
           r.customer_id,
           'comment',
           case
               when n % 2 = 1 then questions[(length(r.title) + n) % 5 + 1]
               else answers[(length(r.title) + n) % 4 + 1]
           end,
           case when n % 2 = 1 then r.submitted_by else coalesce(r.assignee, r.customer_id || '-admin-1') end,
           least(r.submitted_at + make_interval(mins => 10 * n), coalesce(r.closed_at, today))
    from request r cross join lateral generate_series(1, r.comment_count) n
    union all
    select md5(r.id || ' closed')::uuid,
           r.id,
           r.customer_id,
           case r.status when 'resolved' then 'resolution' else 'rejection' end,
           case r.status
               when 'resolved' then resolutions[length(r.title) % 4 + 1]
               else rejections[length(r.title) % 3 + 1]
           end,
           r.assignee,
           r.closed_at
    from request r where r.closed_at is not null;

    -- Each escalated request waits for an issue; some resolved ones had one.
    insert into technical_issue
        (id, request_id, customer_id, title, description, severity, status, created_by, created_at, resolution,
         resolved_by, resolved_at, version)
    select md5(r.id || ' issue')::uuid,
           r.id,
           r.customer_id,
           split_part(r.title, ' ', 1) || ' module: users report that it ' || troubles[length(r.title) % 8 + 1],
           'Seen in the logs of the last days; it can be repeated with the test account.',
           (array['minor', 'major', 'major', 'critical'])[length(r.title) % 4 + 1],
           case r.status when 'escalated' then 'open' else 'resolved' end,
           'platform-admin-1',
           r.submitted_at + interval '20 minutes',
           case r.status when 'resolved' then 'A regression of the last release was mended and is under test now.' end,
           case r.status when 'resolved' then 'platform-maintenance-1' end,
           case r.status when 'resolved' then r.closed_at - interval '10 minutes' end,
           case r.status when 'resolved' then 2 else 1 end
    from request r
    where r.status = 'escalated' or (r.status = 'resolved' and r.version = 5 and length(r.title) % 10 = 0);

    insert into customer_account (customer_id, max_open, open_count)
    select customers[c + 1],
           open_limits[c % 5 + 1],
           (select count(*) from request r where r.customer_id = customers[c + 1] and r.closed_at is null)
    from generate_series(0, 19) c;
end $$;
