using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Tests;

public sealed class DiagnosticTests
{
    /// <summary>What the examples of the pages take for granted.</summary>
    private const string Known = """

        [Id] public readonly partial record struct OrderId(Guid Value);
        public sealed record OrderSummary(OrderId Id, string Title, DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt);
        """;

    private static readonly string[] Imperatives =
    [
        "add", "answer", "catch", "change", "declare", "derive", "give", "keep", "leave", "log", "make", "move", "name",
        "put",
        "remove", "rename", "restore", "return", "select", "sort", "take", "use", "wait", "write",
    ];

    // Compiling takes longest, and more than one fact is stated about each bad example.
    private static readonly ConcurrentDictionary<string, Task<Diagnostic[]>> Bad = new();

    public static TheoryData<string> Pages => [.. ErrorPage.Ids()];

    [Theory, MemberData(nameof(Pages))]
    public async Task The_bad_example_of_its_page_is_refused(string id)
    {
        var found = await DiagnoseBad(id);

        found.ShouldNotBeEmpty();
        found.Select(d => d.Id).Distinct().ShouldBe([id], string.Join('\n', found.Select(d => d.ToString())));
    }

    // What is wrong, why, and after the last colon how to mend it, which begins with what to do.
    [Theory, MemberData(nameof(Pages))]
    public async Task Its_message_says_what_why_and_how(string id)
    {
        foreach (var found in await DiagnoseBad(id))
        {
            var message = found.GetMessage(null);
            var how = message.Split(": ")[^1];

            message.Length.ShouldBeGreaterThan(60);
            how.ShouldNotBe(message);
            Imperatives.ShouldContain(how.Split(' ')[0], message);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task The_good_example_of_its_page_is_not(string id) =>
        (await Diagnose(ErrorPage.Read(id).Good, id)).ShouldBeEmpty();

    [Fact]
    public void Each_rule_has_a_page_of_the_same_title_and_a_line_in_the_index()
    {
        var rules = Compiled.Analyzers.SelectMany(a => a.SupportedDiagnostics).ToArray();

        rules.Select(r => r.Id).Distinct().Order(StringComparer.Ordinal).ShouldBe(ErrorPage.Ids());
        foreach (var rule in rules)
        {
            ErrorPage.Read(rule.Id).Title.ShouldBe(rule.Title.ToString(null));
            ErrorPage.Index().ShouldContain($"[{rule.Id}]({rule.Id}.md) | {rule.Title}");
            rule.HelpLinkUri.ShouldBe($"docs/errors/{rule.Id}.md");
            rule.DefaultSeverity.ShouldBeOneOf(
                DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info);
        }
    }

    [Fact]
    public async Task What_the_contracts_of_a_service_declare_has_to_be_handled()
    {
        var contracts = Compiled.Contracts("Acme.Orders.Contracts", """[Delete("/orders/{order}"), Allow] public sealed record CancelOrder(Guid Order) : ICommand;""");

        var found = await Compiled.Diagnose("internal sealed class Nothing;", contracts);

        found.ShouldHaveSingleItem().GetMessage(null).ShouldBe(
            "'CancelOrder' has a route but no handler in this service, so callers would get 404: write the handler "
            + "'CancelOrderHandler', or remove the message");
    }

    [Fact]
    public async Task What_other_contracts_declare_has_not()
    {
        var contracts = Compiled.Contracts("Acme.Shops.Contracts", """[Delete("/orders/{order}"), Allow] public sealed record CancelOrder(Guid Order) : ICommand;""");

        (await Compiled.Diagnose("internal sealed class Nothing;", contracts)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Statements_made_of_constants_and_values_are_fine() => (await Compiled.Diagnose("""
        internal static class Statements
        {
            private const string Table = "orders";
            private static readonly Sql Columns = "id, " + "title";
            private static readonly Sql All = $"select {Columns} from orders";

            public static Sql ById(Guid id, string title, bool open) =>
                $"select {Columns} from orders where id = {id} and title = {title}" + $" and open = {open}";

            public static Sql Constant() => "select id from " + Table;
        }
        """)).ShouldBeEmpty();

    [Theory]
    [InlineData("public static Sql Of(string text) => text;")]
    [InlineData("public static Sql Of(string text) => $\"select {text}\".ToString();")]
    [InlineData("public static Sql Of(string text) => string.Format(\"select {0}\", text);")]
    [InlineData("public static Sql Of(string text) => new string(text);")]
    [InlineData("public static Sql Of(string text) => (Sql)(text ?? \"\");")]
    [InlineData("public static void Of(string text) { var sql = new Sql(1, 0); sql.AppendLiteral(text); }")]
    public async Task Statements_made_of_text_are_refused(string member) =>
        (await Compiled.Diagnose($"internal static class Statements {{ {member} }}")).ShouldHaveSingleItem().Id
            .ShouldBe("TDP1010");

    private static Task<Diagnostic[]> DiagnoseBad(string id) =>
        Bad.GetOrAdd(id, static id => Diagnose(ErrorPage.Read(id).Bad, id));

    private static Task<Diagnostic[]> Diagnose(PageExample example, string id)
    {
        AdditionalText[] files =
            [
                new NamedText("/orders/appsettings.json", example.Settings),
                new NamedText("/orders/published.txt", example.Published),
            ];
        return id != "TDP1003" && !example.Code.Contains("Handler", StringComparison.Ordinal)
            && !example.Code.Contains("Db ", StringComparison.Ordinal)
            && !example.Code.Contains("IProcess<", StringComparison.Ordinal)
            && !example.Code.Contains("[OnWebhook(", StringComparison.Ordinal)
            && !example.Code.Contains("[OnMessage(", StringComparison.Ordinal)
            && !example.Code.Contains("IExternalCall", StringComparison.Ordinal)
                ? Compiled.DiagnoseContracts(example.Code + Known, files)
                : Compiled.Diagnose(example.Code + Known, files);
    }
}
