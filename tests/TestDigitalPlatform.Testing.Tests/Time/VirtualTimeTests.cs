using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Time;

/// <summary>What the platform does by time follows the test's clock.</summary>
public sealed class VirtualTimeTests
{
    [Fact]
    public async Task Decisions_are_made_at_the_services_time()
    {
        await using var service = await ShopService.Start();
        var shelf = await service.AddShelf();
        var before = service.Time.Now;

        service.Time.Advance(TimeSpan.FromDays(30));
        await service.Ann().AddArticle(shelf);

        (await service.Events<ArticleAdded>())
            .ShouldHaveSingleItem().At.ShouldBeGreaterThanOrEqualTo(before.AddDays(30));
        (await service.Database.Scalar<DateTime>("select at from tdp.audit where operation = 'AddArticle'"))
            .ShouldBeGreaterThanOrEqualTo(before.AddDays(30).UtcDateTime.AddSeconds(-1));
    }

    [Fact]
    public async Task A_token_ends_and_a_client_gets_a_new_one()
    {
        await using var service = await ShopService.Start();
        var (ann, byHand) = (service.Ann(), service.Anonymous());
        byHand.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Token(
            new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"))));
        await byHand.GetAsync("/articles").ShouldSucceed();
        await ann.GetAsync("/articles").ShouldSucceed();

        service.Time.Advance(TimeSpan.FromHours(2));

        await byHand.GetAsync("/articles").ShouldBeProblem(401, "invalid_token");
        await ann.GetAsync("/articles").ShouldSucceed();
    }

    [Fact]
    public async Task A_token_of_another_time_is_not_believed()
    {
        await using var service = await ShopService.Start();
        await using var later = await ShopService.Start();
        later.Time.Advance(TimeSpan.FromDays(1));
        var client = service.Anonymous();

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", later.Token(
            new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"))));

        await client.GetAsync("/articles").ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task A_cached_answer_ends()
    {
        await using var service = await ShopService.Start();
        var ann = service.Ann();
        var first = await ann.GetAsync("/articles/count").ShouldAnswer<ArticleCount>();
        (await ann.GetAsync("/articles/count").ShouldAnswer<ArticleCount>()).ShouldBe(first);

        service.Time.Advance(TimeSpan.FromMinutes(11));

        (await ann.GetAsync("/articles/count").ShouldAnswer<ArticleCount>()).At
            .ShouldBeGreaterThan(first.At.AddMinutes(10));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_its_day()
    {
        await using var service = await ShopService.Start();
        var administrator = service.SignIn(Role.CustomerAdministrator, "acme");
        administrator.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        await administrator.PostAsJsonAsync("/shelves", new { name = "Novels" }).ShouldSucceed();

        service.Time.Advance(TimeSpan.FromHours(26));

        // Housekeeping that is at work at that moment waits for its next turn afterwards.
        await Eventually(async () =>
        {
            service.Time.Advance(TimeSpan.FromMinutes(90));
            return await service.Database.Scalar<long>("select count(*) from tdp.idempotency") == 0;
        });
        (await administrator.PostAsJsonAsync("/shelves", new { name = "Poems" })).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(30);
        while (!await isSo())
        {
            DateTimeOffset.UtcNow.ShouldBeLessThan(deadline, "It did not become so within thirty seconds.");
            await Task.Delay(20);
        }
    }
}
