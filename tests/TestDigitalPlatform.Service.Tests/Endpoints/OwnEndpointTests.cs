using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Http;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Endpoints;

/// <summary>An endpoint that a team maps beside its operations is served by the same rules.</summary>
public sealed class OwnEndpointTests(OwnEndpoints endpoints) : IClassFixture<OwnEndpoints>
{
    private readonly TestService service = endpoints.Service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_closed_until_it_says_who_may_use_it()
    {
        await Get("own-forgotten", service.Anonymous()).ShouldBe(HttpStatusCode.Unauthorized, "unauthenticated");
        var refused = await Get("own-forgotten", Ann("closed")).ShouldBe(HttpStatusCode.Forbidden, "endpoint_closed");

        refused.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(".Allow(");
        service.Log.Lines.ShouldContain(line => line.Contains("the endpoint does not say who may use it"));
    }

    [Fact]
    public async Task Knows_who_calls_and_sees_what_is_theirs()
    {
        await Ann("mine").Write(stars: 4);
        await Ann("theirs").Write(stars: 5);

        var seen = await Ann("mine").GetFromJsonAsync<JsonElement>("own/stars", Cancel);

        seen.GetProperty("user").GetString().ShouldBe("ann");
        seen.GetProperty("stars").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task Sees_no_row_of_another_customer()
    {
        var note = await Ann("rows").Write();

        (await Ann("rows").GetAsync(new Uri($"own/notes/{note}?depth=1", UriKind.Relative), Cancel)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        await Get($"own/notes/{note}?depth=1", Ann("others")).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Is_open_to_the_roles_of_its_group_unless_it_says_otherwise()
    {
        var administrator = service.SignIn(Role.CustomerAdministrator, "acme", "eve");

        await Get("own/stars", service.SignIn(new Caller(UserId.Parse("root"), Role.PlatformAdministrator, null)))
            .ShouldBe(HttpStatusCode.Forbidden, "role_not_allowed");
        await Get("own/administrators", Ann("acme")).ShouldBe(HttpStatusCode.Forbidden, "role_not_allowed");
        (await Text("own/administrators", administrator)).ShouldBe("eve");
    }

    [Fact]
    public async Task Knows_a_caller_also_where_nobody_has_to_sign_in()
    {
        (await Text("own/everybody", service.Anonymous())).ShouldBe("nobody");
        (await Text("own/everybody", Ann("acme"))).ShouldBe("ann");
        var forged = service.Anonymous();
        forged.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "x.y.z");
        await Get("own/everybody", forged).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        await Get("own/somebody", service.Anonymous()).ShouldBe(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Tells_ASP_NET_Core_who_calls() =>
        (await Text("own/user", Ann("acme"))).ShouldBe("ann True");

    [Theory]
    [InlineData("own/notes/nonsense?depth=1", 400, "invalid_request")]
    [InlineData("own/notes/01976f7e-0000-7000-8000-000000000000?depth=many", 400, "invalid_request")]
    [InlineData("own/refused", 409, "notes.not_today")]
    [InlineData("own/broken", 500, "internal_error")]
    [InlineData("own/problem", 409, "conflict")]
    [InlineData("own/teapot", 404, "not_found")]
    public async Task Refuses_as_an_operation_does(string path, int status, string code) =>
        (await Get(path, Ann("acme")).ShouldBe((HttpStatusCode)status, code)).ToString().ShouldNotContain("secret");

    [Fact]
    public async Task Words_the_validation_of_ASP_NET_Core_as_its_own()
    {
        var problem = await Get("own/invalid", Ann("acme")).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");

        var error = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe("stars");
        error.GetProperty("message").GetString().ShouldBe("Too many.");
    }

    [Theory]
    [InlineData("""{"text":"a","role":"customerUser"}""", "200")]
    [InlineData("""{"text":"a","role":"nobody"}""", "400 role: invalid_value")]
    [InlineData("""{"text":null}""", "400 text: invalid_value")]
    [InlineData("""{"text":"a","colour":"red"}""", "400 colour: invalid_value")]
    [InlineData("""{"text":""", "400 text: invalid_value")]
    [InlineData("[", "400 body: invalid_json")]
    public async Task Reads_JSON_as_strictly_as_an_operation(string body, string expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await Ann("acme").PostAsync(new Uri("own/marks", UriKind.Relative), content, Cancel);

        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var error = told.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Single() : default;
        var shown = answer.IsSuccessStatusCode ? "200"
            : $"{(int)answer.StatusCode} {error.GetProperty("field")}: {error.GetProperty("code")}";
        shown.ShouldBe(expected, told.ToString());
    }

    [Fact]
    public async Task Takes_no_body_that_is_not_JSON()
    {
        using var content = new StringContent("text=a", Encoding.UTF8, "text/plain");

        await Ann("acme").PostAsync(new Uri("own/marks", UriKind.Relative), content, Cancel)
            .ShouldBe(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    public async Task Takes_one_of_the_places_of_requests_under_way()
    {
        await using var full = await OwnEndpoints.Start("Platform:MaxConcurrentRequests=1", "Platform:CustomerShare=1");
        using var waiting = await full.Anonymous().GetAsync(
            new Uri("own-waiting", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        waiting.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Get("own/everybody", full.Anonymous()).ShouldBe(HttpStatusCode.ServiceUnavailable, "too_busy");
        await Get("hello", full.Anonymous()).ShouldBe(HttpStatusCode.ServiceUnavailable, "too_busy");
        (await full.Anonymous().GetStringAsync("own-uncounted", Cancel)).ShouldBe("here");
    }

    [Fact]
    public async Task Is_in_the_document_with_who_may_use_it_and_how_it_refuses()
    {
        using var document = JsonDocument.Parse(await service.OpenApi(Cancel));
        var paths = document.RootElement.GetProperty("paths");
        var stars = paths.GetProperty("/own/stars").GetProperty("get");

        stars.GetProperty("operationId").GetString().ShouldBe("countStars");
        stars.GetProperty("description").GetString().ShouldBe(
            "Adds up the stars.\n\nAllowed: CustomerUser, CustomerAdministrator.");
        stars.GetProperty("x-tdp-roles").EnumerateArray().Select(r => r.GetString())
            .ShouldBe(["customerUser", "customerAdministrator"]);
        stars.GetProperty("responses").EnumerateObject().Select(r => r.Name).ShouldBe(["200", "401", "403", "429", "503"]);
        stars.GetProperty("responses").GetProperty("401").GetProperty("$ref").GetString()
            .ShouldBe("#/components/responses/Unauthorized");
        paths.TryGetProperty("/health/live", out _).ShouldBeFalse();
        paths.GetProperty("/own/everybody").GetProperty("get").GetProperty("security").GetArrayLength().ShouldBe(0);
        paths.GetProperty("/own/everybody").GetProperty("get").TryGetProperty("parameters", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Is_in_the_document_that_a_build_writes_as_in_the_one_that_is_served()
    {
        // What Microsoft.Extensions.ApiDescription.Server looks for by its name.
        var type = typeof(OpenApiOptions).Assembly.GetType("Microsoft.Extensions.ApiDescriptions.IDocumentProvider")!;
        using var writer = new StringWriter { NewLine = "\n" };
        await (Task)type.GetMethod("GenerateAsync", [typeof(string), typeof(TextWriter)])!
            .Invoke(service.Services.GetRequiredService(type), ["v1", writer])!;

        JsonNode.DeepEquals(JsonNode.Parse(writer.ToString()), JsonNode.Parse(
            await service.Anonymous().GetStringAsync("openapi/v1.json", Cancel))).ShouldBeTrue();
    }

    [Fact]
    public async Task Has_in_the_document_the_types_that_contracts_have()
    {
        using var document = JsonDocument.Parse(await service.OpenApi(Cancel));
        var note = document.RootElement.GetProperty("paths").GetProperty("/own/notes/{note}").GetProperty("get");
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var mark = schemas.GetProperty("MarkInput");

        note.GetProperty("operationId").GetString().ShouldBe("getOwnNotesByNote");
        var parameters = note.GetProperty("parameters").EnumerateArray().ToList();
        Schema(parameters[0]).ShouldBe("""{"type":"string","format":"uuid"}""");
        Schema(parameters[1]).ShouldBe("""{"maximum":9,"minimum":1,"type":"integer","format":"int32"}""");
        note.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Note");
        mark.GetProperty("required").EnumerateArray().Select(r => r.GetString()).ShouldBe(["text"]);
        mark.GetProperty("properties").GetProperty("text").TryGetProperty("maxLength", out _).ShouldBeFalse();
        schemas.GetProperty("Role").GetProperty("enum").GetArrayLength().ShouldBe(4);
    }

    private static string Schema(JsonElement parameter) =>
        JsonNode.Parse(parameter.GetProperty("schema").GetRawText())!.ToJsonString();

    private static async Task<string> Text(string path, HttpClient client)
    {
        var answer = await Get(path, client);
        await answer.ShouldSucceed();
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private HttpClient Ann(string customer) => service.SignIn(Role.CustomerUser, customer, "ann");

    private static Task<HttpResponseMessage> Get(string path, HttpClient client) =>
        client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
}

internal static class AnswerAssertions
{
    internal static async Task<JsonElement> ShouldBe(this Task<HttpResponseMessage> answer, HttpStatusCode status, string code) =>
        await (await answer).ShouldBeProblem(status, code);
}
