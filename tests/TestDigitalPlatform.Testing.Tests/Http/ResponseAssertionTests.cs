using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Http;

public sealed class ResponseAssertionTests
{
    [Fact]
    public async Task Reads_answers_pages_and_problems()
    {
        await using var service = await ShopService.Start();
        var id = await service.Ann().AddArticle(await service.AddShelf());

        (await service.Ann().GetAsync($"/articles/{id}").ShouldAnswer<Article>()).Name.ShouldBe("Moby-Dick");
        (await service.Ann().GetAsync("/articles").ShouldBePage<Article>()).Items
            .ShouldHaveSingleItem().Id.ShouldBe(id);
        await service.Ann().PostAsync($"/articles/{id}/sale", null).ShouldSucceed();
        await service.Ann().PostAsync($"/articles/{id}/sale", null).ShouldBeProblem(SellArticleHandler.AlreadySold);
        (await service.Ann().PostAsJsonAsync("/articles", new { shelfId = "x" }).ShouldBeProblem(400, "invalid_request"))
            .ShouldName("shelfId", "invalid_value").ShouldName("name", "required");
    }

    [Fact]
    public async Task Messages_of_the_contracts_are_sent_as_they_are()
    {
        await using var service = await ShopService.Start();
        var shelf = await service.AddShelf();
        var ann = service.Client(Role.CustomerUser, "acme", "ann");

        var receipt = await ann.Send(new AddArticle(shelf, "Moby-Dick", ArticleKind.Book, 1200));

        (await ann.Query(new GetArticle(receipt.Id))).Name.ShouldBe("Moby-Dick");
        var stranger = service.Client(Role.CustomerUser, "globex");
        (await Should.ThrowAsync<RefusedByServiceException>(stranger.Query(new GetArticle(receipt.Id)))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_failure_shows_the_call_and_the_answer()
    {
        await using var service = await ShopService.Start();
        var sent = service.Ann().PostAsJsonAsync("/articles", new { name = "Moby-Dick" });

        var failure = await Should.ThrowAsync<TestFailedException>(
            async () => await sent.ShouldAnswer<ArticleReceipt>());

        failure.Message.ShouldStartWith("POST /articles should return 200 and a ArticleReceipt.");
        failure.Message.ShouldContain("Sent: POST /articles\n  {\n    \"name\": \"Moby-Dick\"\n  }");
        failure.Message.ShouldContain("Answered: 400 Bad Request, application/problem+json\n  {");
        failure.Message.ShouldContain("\"'shelfId' is required.\"");
    }

    [Fact]
    public async Task A_failure_shows_what_the_service_logged()
    {
        await using var service = await TestService.Start(ShopService.Name, Broken);

        var failure = await Should.ThrowAsync<TestFailedException>(
            async () => await service.Ann().GetAsync("/articles").ShouldSucceed());

        failure.Message.ShouldContain("Logged by the service:");
        failure.Message.ShouldContain("The till is jammed.");
        service.Log.Lines.ShouldContain(line => line.Contains("The till is jammed.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_problem_that_names_another_field_fails()
    {
        await using var service = await ShopService.Start();
        var problem = await service.Ann().PostAsJsonAsync("/articles", new { shelfId = "x" })
            .ShouldBeProblem(400, "invalid_request");

        var failure = Should.Throw<TestFailedException>(() => problem.ShouldName("price", "too_long"));

        failure.Message.ShouldContain("an error 'too_long' of 'price'");
        failure.Message.ShouldContain("Sent: POST /articles");
    }

    private static WebApplication Broken(string[] args) => ShopService.Create(
        args, app =>
            app.Use((HttpContext _, RequestDelegate _) => throw new InvalidOperationException("The till is jammed.")));
}
