using System.Text;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared;
using TestDigitalPlatform.Hosting.Tests.OpenApi.Contracts;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

public sealed class OpenApiDocumentsTests
{
    [Fact]
    public void Describes_a_service_as_approved() => Text(Tickets()).ShouldMatchSnapshot("Tickets.json");

    [Fact]
    public void Is_the_same_to_the_byte_whatever_the_order_of_operations()
    {
        var reversed = new OpenApiDocuments("tickets", "1.2.3", [.. TicketOperations.All.Reverse()]);

        reversed.Json.Span.SequenceEqual(Tickets().Json.Span).ShouldBeTrue();
        reversed.ETag.ShouldBe(Tickets().ETag);
    }

    [Fact]
    public void Has_nothing_that_a_strict_linter_complains_about()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Tickets.json");
        File.WriteAllBytes(file, Tickets().Json.Span);

        var (exitCode, output) = NodeTools.Run(
            "redocly", "lint", file, "--config", NodeTools.Config("redocly.yaml"), "--format", "stylish");

        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("warning  ");
    }

    [Fact]
    public void Offers_each_operator_of_a_filter_as_a_parameter_of_its_own()
    {
        var names = Parameters("/tickets", "get");

        names.ShouldBe([
            "haste", "submittedAt.gt", "submittedAt.gte", "submittedAt.lt", "submittedAt.lte", "title.contains",
            "title.null", "customer",
            "limit", "after", "sort", "count",
        ]);
    }

    [Fact]
    public void Asks_for_the_version_where_a_command_requires_it()
    {
        var ifMatch = Operation("/tickets/{ticket}/title", "put")["parameters"]!.AsArray()
            .Single(p => (string)p!["name"]! == "If-Match")!;

        ifMatch["required"]!.GetValue<bool>().ShouldBeTrue();
        Statuses("/tickets/{ticket}/title", "put").ShouldContain("428");
        Statuses("/tickets/{ticket}", "delete").ShouldNotContain("428");
    }

    [Fact]
    public void Offers_the_version_where_a_command_is_decided_on_one_and_nowhere_else()
    {
        Statuses("/tickets/{ticket}/title", "put").ShouldContain("412");
        Statuses("/tickets", "post").ShouldNotContain("412");
        Operation("/tickets", "post")["parameters"]!.AsArray().ShouldNotContain(p => (string)p!["name"]! == "If-Match");
    }

    [Fact]
    public void Leaves_the_route_out_of_the_body_and_the_body_out_of_a_command_without_one()
    {
        var body = Document()["components"]!["schemas"]!["RenameTicket"]!;

        body["properties"]!.AsObject().Select(p => p.Key).ShouldBe(["title"]);
        body["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        Operation("/tickets/{ticket}", "delete").ContainsKey("requestBody").ShouldBeFalse();
        Statuses("/tickets/{ticket}", "delete").ShouldNotContain("415");
    }

    [Fact]
    public void Needs_no_token_where_everybody_is_allowed()
    {
        Operation("/tickets/counts", "get")["security"]!.AsArray().ShouldBeEmpty();
        Statuses("/tickets/counts", "get").ShouldNotContain("401");
        Operation("/tickets", "get")["security"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public void Says_so_when_the_route_names_a_property_that_is_not_there()
    {
        var broken = new Operation
        {
            Message =
                typeof(GetTicket), Answer = typeof(Ticket), IsCommand = false, Method = "GET", Path = "/tickets/{id}",
        };

        Should.Throw<InvalidOperationException>(() => new OpenApiDocuments("tickets", "1", [broken]).Json).Message.ShouldContain("{id}");
    }

    private static OpenApiDocuments Tickets() => new("tickets", "1.2.3", TicketOperations.All);

    private static string Text(OpenApiDocuments document) => Encoding.UTF8.GetString(document.Json.Span);

    private static JsonNode Document() => JsonNode.Parse(Text(Tickets()))!;

    private static JsonObject Operation(string path, string method) => Document()["paths"]![path]![method]!.AsObject();

    private static IEnumerable<string> Statuses(string path, string method) =>
        Operation(path, method)["responses"]!.AsObject().Select(r => r.Key);

    private static IEnumerable<string> Parameters(string path, string method) =>
        Operation(path, method)["parameters"]!.AsArray().Select(p => (string)p!["name"]!);
}
