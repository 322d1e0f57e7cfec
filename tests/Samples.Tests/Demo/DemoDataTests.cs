using Customers;
using Requests;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Demo;

public sealed class DemoDataTests
{
    [Fact]
    public async Task Has_20_customers_and_200_users_by_every_rule()
    {
        await using var service = await TestService.Start("customers", CustomersService.Create);
        await service.Fill("customers", typeof(CustomersService).Assembly);

        await Holds(service, "select count(*) = 20 from customer");
        await Holds(service, "select count(*) = 200 from customer_user");
        await Holds(
            service, "select count(*) = 2 from customer_user where id in ('acme-admin-1', 'dev-customer-user')");
        await Holds(
            service,
            """
            select bool_and(c.users = (select count(*) from customer_user u
                                       where u.customer_id = c.customer_id and u.status <> 'deactivated'))
            from customer c
            """);
        await Holds(
            service,
            """
            select bool_and(exists (select from customer_user u where u.customer_id = c.customer_id
                                    and u.user_role = 'customerAdministrator' and u.status = 'active'))
            from customer c
            """);
    }

    [Fact]
    public async Task Has_5000_requests_by_every_rule()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        await service.Fill("requests", typeof(RequestsService).Assembly);

        await Holds(service, "select count(*) = 5000 and count(distinct title) = 5000 from request");
        await Holds(service, "select count(distinct status) = 5 from request where customer_id = 'acme'");
        await Holds(service, "select bool_and(submitted_at between '2025-10-02' and '2026-01-01') from request");
        await Holds(service, "select bool_and(closed_at is null or closed_at >= submitted_at) from request");
        await Holds(
            service,
            """
            select bool_and(r.comment_count = (select count(*) from request_comment c
                                               where c.request_id = r.id and c.kind = 'comment'))
            from request r
            """);
        await Holds(
            service,
            """
            select bool_and((r.status = 'escalated') = exists (select from technical_issue t
                                                               where t.request_id = r.id and t.status = 'open'))
            from request r
            """);
        await Holds(
            service,
            """
            select count(*) = 20 and bool_and(open_count <= max_open and open_count = (
                select count(*) from request r where r.customer_id = a.customer_id and r.closed_at is null))
            from customer_account a
            """);
    }

    [Fact]
    public async Task Leaves_a_database_alone_that_holds_something()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        await service.SignIn(Role.CustomerUser, "acme")
            .Order(HttpMethod.Post, "/requests", new { title = "Mine", description = "First." });

        await service.Fill("requests", typeof(RequestsService).Assembly);

        await Holds(service, "select count(*) = 1 from request");
    }

    private static async Task Holds(TestService service, string sql) =>
        (await service.Database.Scalar<bool>(sql)).ShouldBeTrue(sql);
}
