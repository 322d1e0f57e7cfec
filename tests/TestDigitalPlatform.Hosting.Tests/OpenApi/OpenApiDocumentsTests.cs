using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared;
using TestDigitalPlatform.Hosting.Tests.OpenApi.Contracts;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class OpenApiDocumentsTests
{
    [Fact]
    public async Task Describes_a_service_as_approved() => (await Tickets()).ShouldMatchSnapshot("Tickets.json");

    [Fact]
    public async Task Is_the_same_to_the_byte_whatever_the_order_of_operations() =>
        (await TicketOperations.Document([.. TicketOperations.All.Reverse()])).ShouldBe(await Tickets());

    [Fact]
    public async Task Has_nothing_that_a_strict_linter_complains_about()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Tickets.json");
        await File.WriteAllTextAsync(file, await Tickets());

        var (exitCode, output) = NodeTools.Run(
            "redocly", "lint", file, "--config", NodeTools.Config("redocly.yaml"), "--format", "stylish");

        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("warning  ");
    }

    [Fact]
    public async Task Offers_each_operator_of_a_filter_as_a_parameter_of_its_own()
    {
        var names = (await Parameters("/tickets", "get"));

        names.ShouldBe([
            "haste", "submittedAt.gt", "submittedAt.gte", "submittedAt.lt", "submittedAt.lte", "title.contains",
            "title.null", "customer",
            "limit", "after", "sort", "count",
        ]);
    }

    [Fact]
    public async Task Asks_for_the_version_where_a_command_requires_it()
    {
        var ifMatch = (await Operation("/tickets/{ticket}/title", "put"))["parameters"]!.AsArray()
            .Single(p => (string)p!["name"]! == "If-Match")!;

        ifMatch["required"]!.GetValue<bool>().ShouldBeTrue();
        (await Statuses("/tickets/{ticket}/title", "put")).ShouldContain("428");
        (await Statuses("/tickets/{ticket}", "delete")).ShouldNotContain("428");
    }

    [Fact]
    public async Task Offers_the_version_where_a_command_is_decided_on_one_and_nowhere_else()
    {
        (await Statuses("/tickets/{ticket}/title", "put")).ShouldContain("412");
        (await Statuses("/tickets", "post")).ShouldNotContain("412");
        (await Operation("/tickets", "post"))["parameters"]!.AsArray().ShouldNotContain(p => (string)p!["name"]! == "If-Match");
    }

    [Fact]
    public async Task Leaves_the_route_out_of_the_body_and_the_body_out_of_a_command_without_one()
    {
        var body = (await Document())["components"]!["schemas"]!["RenameTicket"]!;

        body["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["title"]);
        body["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        (await Operation("/tickets/{ticket}", "delete")).ContainsKey("requestBody").ShouldBeFalse();
        (await Statuses("/tickets/{ticket}", "delete")).ShouldNotContain("415");
    }

    [Fact]
    public async Task Needs_no_token_where_everybody_is_allowed()
    {
        (await Operation("/tickets/counts", "get"))["security"]!.AsArray().ShouldBeEmpty();
        (await Statuses("/tickets/counts", "get")).ShouldNotContain("401");
        (await Operation("/tickets", "get"))["security"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Lets_a_team_transform_all_that_the_platform_has_written()
    {
        var seen = new List<string>();

        var document = JsonNode.Parse(await TicketOperations.Document(TicketOperations.All, services => services.AddOpenApi(
            options => options
                .AddSchemaTransformer((schema, context, _) =>
                {
                    if (context.JsonPropertyInfo is { Name: "title" } && schema.MaxLength is { } most)
                        seen.Add($"a title of {most}");
                    if (context.JsonTypeInfo.Type == typeof(TicketSummary) && context.JsonPropertyInfo is null)
                        schema.Properties!["title"].Description = "Ours.";
                    return Task.CompletedTask;
                })
                .AddOperationTransformer((operation, _, _) =>
                {
                    seen.Add(operation.Summary!);
                    operation.Responses!["418"] = new OpenApiResponse { Description = "A teapot." };
                    return Task.CompletedTask;
                })
                .AddDocumentTransformer((told, _, _) =>
                {
                    seen.Add(told.Info.Title!);
                    told.Info.Contact = new OpenApiContact { Name = "The tickets team" };
                    return Task.CompletedTask;
                }))))!;

        seen.ShouldContain("List tickets");
        seen.ShouldContain("a title of 200");
        seen[^1].ShouldBe("tickets");
        document["info"]!["contact"]!["name"]!.ToString().ShouldBe("The tickets team");
        document["paths"]!["/tickets"]!["get"]!["responses"]!["418"]!["description"]!.ToString().ShouldBe("A teapot.");
        document["components"]!["schemas"]!["TicketSummary"]!["properties"]!["title"]!["description"]!.ToString().ShouldBe("Ours.");
    }

    [Fact]
    public async Task Makes_a_second_document_of_some_operations_as_rich_as_the_first()
    {
        var partners = JsonNode.Parse(await TicketOperations.Document(
            TicketOperations.All,
            services => services.AddOpenApi("partners", options => options.ShouldInclude = d => d.HttpMethod == "GET"),
            name: "partners"))!;
        var first = await Document();

        partners["paths"]!["/tickets"]!.AsObject().Select(o => o.Key).ShouldBe(["get"]);
        JsonNode.DeepEquals(partners["paths"]!["/tickets"]!["get"], first["paths"]!["/tickets"]!["get"]).ShouldBeTrue();
        partners["components"]!["schemas"]!.AsObject().ShouldNotContainKey("SubmitTicket");
        partners["info"]!["description"]!.ToString().ShouldNotContain("## Idempotency");
    }

    private static Task<string> Tickets() => TicketOperations.Document(TicketOperations.All);

    private static async Task<JsonNode> Document() => JsonNode.Parse(await Tickets())!;

    private static async Task<JsonObject> Operation(string path, string method) =>
        (await Document())["paths"]![path]![method]!.AsObject();

    private static async Task<IEnumerable<string>> Statuses(string path, string method) =>
        (await Operation(path, method))["responses"]!.AsObject().Select(r => r.Key);

    private static async Task<IEnumerable<string>> Parameters(string path, string method) =>
        (await Operation(path, method))["parameters"]!.AsArray().Select(p => (string)p!["name"]!);
}
