using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestDigitalPlatform.Testing.Conformance.Checks;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

/// <summary>Each promise is broken once, and its fact says by what and how.</summary>
public sealed class BrokenPromiseTests
{
    [Fact]
    public async Task What_is_not_arranged_is_told_with_the_way_to_do_it()
    {
        var failure = await BrokenShop.FailureUnarranged<WorkingCheck>();

        failure.ShouldContain("POST /articles (AddArticle)");
        failure.ShouldContain("404 not_found as CustomerUser. Arrange what it needs: if (given.IsFor<AddArticle>())");
        failure.ShouldContain("GET /articles (ListArticles)");
        failure.ShouldContain("An empty list.");
        failure.ShouldNotContain("POST /shelves");
    }

    [Fact]
    public async Task An_operation_that_is_open_to_everybody()
    {
        var failure = await BrokenShop.Failure<TokenCheck>((context, next) =>
            context.Request.Is("GET", "/articles") ? context.Response.WriteAsync("{}") : next(context));

        failure.ShouldContain("GET /articles (ListArticles)  200 {} without a token instead of 401 unauthenticated.");
        failure.ShouldContain("GET /articles (ListArticles)  200 {} with an expired token instead of 401 "
            + "invalid_token.");
        failure.ShouldNotContain("POST /articles");
    }

    [Fact]
    public async Task An_operation_that_any_role_may_do()
    {
        var failure = await BrokenShop.Failure<RoleCheck>((context, next) =>
            context.Request.Is("POST", "/shelves") ? Answer(context, StatusCodes.Status204NoContent) : next(context));

        failure.ShouldContain("POST /shelves (AddShelf)  204 as CustomerUser instead of 403 role_not_allowed.");
        failure.ShouldContain("as PlatformMaintenance");
    }

    [Fact]
    public async Task Rows_that_everybody_sees_and_changes()
    {
        var failure = await BrokenShop.Failure<IsolationCheck>(
            "drop policy tenant on article; create policy tenant on article to shop_app using (true)");

        failure.ShouldContain("sees items: 200");
        failure.ShouldContain("POST /articles/{article}/sale (SellArticle)");
        failure.ShouldContain("204, but the owner's rows were changed. (as CustomerUser of another customer)");
    }

    [Fact]
    public async Task A_command_that_answers_and_does_nothing()
    {
        var failure = await BrokenShop.Failure<WorkingCheck>((context, next) =>
            context.Request.Path.Value!.EndsWith("/sale", StringComparison.Ordinal)
                ? Answer(context, StatusCodes.Status204NoContent)
                : next(context));

        failure.ShouldContain("POST /articles/{article}/sale (SellArticle)  204, but no rows or events were stored.");
        failure.ShouldNotContain("POST /shelves");
    }

    // Neither holds an id by which it could be recognized.
    [Theory]
    [InlineData("/articles/count",
        "GET /articles/count (CountArticles)", "reveals another customer's data: 200 {\"value\":")]
    [InlineData("/articles/", "GET /articles/{article} (GetArticle)", "{\"value\":1}, but 404 when there is none.")]
    public async Task A_figure_that_betrays_what_another_customer_has(string path, string operation, string told)
    {
        var failure = await BrokenShop.Failure<IsolationCheck>((context, next) =>
            context.Request is { Method: "GET" } request && request.Path.Value!.StartsWith(path, StringComparison.Ordinal)
                ? CountForEverybody(context)
                : next(context));

        failure.ShouldContain(operation);
        failure.ShouldContain(told);
    }

    [Fact]
    public async Task A_list_without_bounds()
    {
        var failure = await BrokenShop.Failure<ListCheck>((context, next) =>
        {
            if (context.Request.Is("GET", "/articles"))
                context.Request.QueryString = new QueryString("?limit=100");
            return next(context);
        });

        failure.ShouldContain("GET /articles (ListArticles)?limit=501 ");
        failure.ShouldContain("a page of 61 items without a limit, instead of at most 50.");
    }

    [Fact]
    public async Task A_list_that_is_paged_by_offset()
    {
        var failure = await BrokenShop.Failure<KeysetCheck>((context, next) =>
            context.Request.Is("GET", "/articles") ? PageByOffset(context) : next(context));

        failure.ShouldContain("items were returned twice");
        failure.ShouldContain("GET /articles (ListArticles)?sort=addedAt");
    }

    // Of rows that came at the same instant, those beyond a page's end are left out.
    [Fact]
    public async Task A_list_whose_cursor_is_a_time_alone()
    {
        var failure = await BrokenShop.Failure<KeysetCheck>((context, next) =>
            context.Request.Is("GET", "/articles") && !context.Request.Query.ContainsKey("sort") ? PageByTime(context) : next(context));

        failure.ShouldContain("GET /articles (ListArticles) ");
        failure.ShouldContain("0 of");
        failure.ShouldContain("were missing.");
    }

    [Fact]
    public async Task Input_that_breaks_the_service_or_is_taken_for_something()
    {
        var failure = await BrokenShop.Failure<BadInputCheck>((context, next) => context.Request switch
        {
            { QueryString.Value: "?%zz=1" } => throw new InvalidOperationException("Nobody expects this."),
            { ContentType: "text/plain" } => context.Response.WriteAsync("done"),
            _ => next(context),
        });

        failure.ShouldContain("500 internal_error instead of a refusal. (for the query string ?%zz=1)");
        failure.ShouldContain("System.InvalidOperationException: Nobody expects this.");
        failure.ShouldContain("200 done, although the input is malformed. (for a body of type 'text/plain')");
        failure.ShouldContain("Logged by the service:");
    }

    [Fact]
    public async Task A_document_that_says_one_thing_while_the_service_does_another()
    {
        var failure = await BrokenShop.Failure<DocumentedInputCheck>((context, next) => context.Request switch
        {
            { Path.Value: "/articles", QueryString.Value: "?limit=500" } => Answer(context, StatusCodes.Status400BadRequest),
            { Path.Value: "/articles", QueryString.Value: "?limit=501" } => Answer(context, StatusCodes.Status204NoContent),
            { Path.Value: "/shelves", ContentLength: > 60 } => Answer(context, StatusCodes.Status418ImATeapot),
            { Path.Value: "/shelves", ContentLength: < 12 } => Answer(context, StatusCodes.Status204NoContent),
            { Path.Value: "/shelves" } when context.Request.Headers["Idempotency-Key"].ToString().Length > 202 =>
                Answer(context, StatusCodes.Status204NoContent),
            _ => next(context),
        });

        failure.ShouldContain("400, although the document allows it. (for limit: maximum 500)");
        failure.ShouldContain("204 instead of 400, although the document does not allow it. (for limit: maximum 500)");
        failure.ShouldContain("418, which the document does not describe. (for name: 50 characters)");
        failure.ShouldContain("204 instead of 400, although the document does not allow it. (for without name)");
        failure.ShouldContain("204 instead of 400, although the document does not allow it. (for Idempotency-Key: maxLength 202)");
        failure.ShouldNotContain("GET /articles/{article}");
    }

    [Fact]
    public async Task A_command_that_is_done_again()
    {
        var failure = await BrokenShop.Failure<IdempotencyCheck>((context, next) =>
        {
            context.Request.Headers.Remove("Idempotency-Key");
            return next(context);
        });

        failure.ShouldContain("POST /articles (AddArticle)");
        failure.ShouldContain("without 'Idempotency-Replayed: true'.");
        failure.ShouldContain("rows or events were stored again the second time.");
        failure.ShouldContain("204 the first time, and 409 shop.already_sold the second time.");
        failure.ShouldContain("for another command with the same key, instead of 422 idempotency_key_reused.");
    }

    [Fact]
    public async Task An_attempt_that_nobody_wrote_down()
    {
        var failure = await BrokenShop.Failure<AuditCheck>("""
            create function public.forget() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger forget before insert on tdp.audit for each row when (new.outcome = 'accepted') execute function public.forget();
            """);

        failure.ShouldContain("POST /shelves (AddShelf)");
        failure.ShouldContain("200 {\"id\":");
        failure.ShouldContain("left 0 rows 'accepted' in the audit instead of 1");
        failure.ShouldNotContain("'refused'");
        failure.ShouldNotContain("'denied'");
    }

    [Fact]
    public async Task An_operation_that_the_document_says_nothing_about()
    {
        var failure = await BrokenShop.Failure<DocumentCheck>((context, next) => context.Request.Is("GET", "/openapi/v1.json")
            ? context.Response.WriteAsync("""{ "paths": { "/articles": { "get": { "operationId": "listArticles" } }, "/nothing": { "get": {} } } }""")
            : next(context));

        failure.ShouldContain("POST /articles (AddArticle)");
        failure.ShouldContain("is not in the document.");
        failure.ShouldContain("has no description: write a doc comment on ListArticles, and build its project with GenerateDocumentationFile.");
        failure.ShouldContain("GET /nothing");
        failure.ShouldContain("is in the document, but the service has no such operation.");
    }

    [Fact]
    public async Task A_service_that_is_not_ready()
    {
        var failure = await BrokenShop.Failure<HealthCheck>((context, next) =>
            context.Request.Is("GET", "/health/ready") ? Answer(context, StatusCodes.Status503ServiceUnavailable) : next(context));

        failure.ShouldContain("GET /health/ready  503 instead of 200 and healthy.");
        failure.ShouldNotContain("/health/live");
    }

    [Fact]
    public async Task A_call_that_leaves_no_trace()
    {
        var failure = await BrokenShop.Failure<TelemetryCheck>((context, next) =>
            context.Request.Is("GET", "/articles/count") ? context.Response.WriteAsync("{}") : next(context));

        failure.ShouldContain("GET /articles/count (CountArticles)  has no child span 'fetch'.");
        failure.ShouldNotContain("(ListArticles)");
    }

    [Fact]
    public async Task A_list_that_no_index_serves()
    {
        var failure = await BrokenShop.Failure<PlanCheck>("drop index article_by_time, article_by_name");

        failure.ShouldContain("TDP1101");
        failure.ShouldContain("GET /articles (ListArticles)?kindOf=book as CustomerUser");
        failure.ShouldContain("reads all 20,0");
        failure.ShouldContain("of 'article' to find (customer_id = ");
        failure.ShouldContain("in: select q.* from (select id, name, kind, price, added_at, version from article) q");
        failure.ShouldNotContain("GetArticle");
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // As many a list is paged: by how many rows came before.
    private static async Task PageByOffset(HttpContext context)
    {
        var before = int.TryParse(context.Request.Query["after"], CultureInfo.InvariantCulture, out var after) ? after : 0;
        var limit = int.Parse(context.Request.Query["limit"].ToString(), CultureInfo.InvariantCulture);
        await using var source = Source(context);
        await using var command = source.CreateCommand(
            "set role shop_platform; select id::text from article order by added_at offset @before limit @limit");
        command.Parameters.AddWithValue("before", before);
        command.Parameters.AddWithValue("limit", limit);
        var ids = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                ids.Add(reader.GetString(0));
        }

        await context.Response.WriteAsJsonAsync(new
        {
            items = ids,
            next = ids.Count == limit ? (before + limit).ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    private static async Task PageByTime(HttpContext context)
    {
        var after = context.Request.Query["after"].ToString();
        var limit = int.Parse(context.Request.Query["limit"].ToString(), CultureInfo.InvariantCulture);
        await using var source = Source(context);
        await using var command = source.CreateCommand("""
            set role shop_platform;
            select id::text, added_at::text from article where added_at < @after::timestamptz order by added_at desc limit @limit
            """);
        command.Parameters.AddWithValue("after", after.Length == 0 ? "infinity" : after);
        command.Parameters.AddWithValue("limit", limit);
        var rows = new List<(string Id, string At)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        await context.Response.WriteAsJsonAsync(new
        {
            items = rows.Select(row => row.Id),
            next = rows.Count == limit ? rows[^1].At : null,
        });
    }

    private static async Task CountForEverybody(HttpContext context)
    {
        var ofOne = Guid.TryParse(context.Request.Path.Value!.Split('/')[^1], out var article);
        await using var source = Source(context);
        await using var command = source.CreateCommand(
            "set role shop_platform; select count(*) from article where @id is null or id = @id");
        command.Parameters.Add(new NpgsqlParameter("id", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = ofOne ? article : DBNull.Value });
        var value = (long)(await command.ExecuteScalarAsync())!;
        if (ofOne && value == 0)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await context.Response.WriteAsJsonAsync(new { value });
    }

    private static NpgsqlDataSource Source(HttpContext context) => NpgsqlDataSource.Create(
        context.RequestServices.GetRequiredService<IConfiguration>().GetConnectionString("shop")!);
}
