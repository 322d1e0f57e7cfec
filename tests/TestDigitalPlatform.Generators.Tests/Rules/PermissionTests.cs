using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class PermissionTests
{
    private const string Declared = """
        [Permissions] public static class P { public const string Approve = "orders.approve"; public const string Cancel = "orders.cancel"; }
        """;

    [Theory]
    [InlineData("\"orders.aprove\"", "did you mean P.Approve?")]
    [InlineData("\"Orders.Cancel\"", "did you mean P.Cancel?")]
    [InlineData("\"something.else\"", "'something.else' is not a declared permission")]
    public async Task Knows_what_is_declared(string permission, string told)
    {
        var diagnostics = await Told(Declared + Operation($"Allow(Role.CustomerUser, Permission = {permission})"));

        diagnostics.ShouldHaveSingleItem().Id.ShouldBe("TDP1061");
        diagnostics[0].GetMessage(null).ShouldContain(told);
    }

    [Theory]
    [InlineData("Allow(Role.CustomerUser, Permission = P.Approve)")]
    [InlineData("Allow(Role.CustomerUser, Permission = \"orders.approve\")")]
    [InlineData("Allow(Permission = P.Approve), Allow(Role.CustomerAdministrator)")]
    [InlineData("Allow(Role.CustomerUser, Permission = P.Approve), Allow(Role.CustomerUser, Permission = P.Cancel)")]
    public async Task Takes_what_is_declared(string allow) => (await Told(Declared + Operation(allow))).ShouldBeEmpty();

    [Theory]
    [InlineData("Allow(Role.CustomerUser), Allow(Role.CustomerUser, Permission = P.Approve)", "also allows CustomerUser")]
    [InlineData("Allow, Allow(Role.CustomerUser, Permission = P.Approve)", "also allows every signed-in caller")]
    [InlineData("Public, Allow(Role.CustomerUser, Permission = P.Approve)", "also allows everyone")]
    public async Task Says_when_nobody_needs_it(string allow, string told)
    {
        var diagnostics = await Told(Declared + Operation(allow));

        diagnostics.ShouldHaveSingleItem().Id.ShouldBe("TDP1064");
        diagnostics[0].GetMessage(null).ShouldContain(told);
    }

    [Theory]
    [InlineData("orders", "it is not an area and an act")]
    [InlineData("orders.", "it is not an area and an act")]
    [InlineData("orders.1st", "it is not an area and an act")]
    [InlineData("Orders.approve", "other characters")]
    [InlineData("orders approve", "other characters")]
    [InlineData("", "it is empty")]
    public async Task Names_an_area_and_an_act(string name, string told)
    {
        var diagnostics = await Told($$"""[Permissions] public static class P { public const string A = "{{name}}"; }""");

        diagnostics.ShouldHaveSingleItem().Id.ShouldBe("TDP1063");
        diagnostics[0].GetMessage(null).ShouldContain(told);
    }

    [Fact]
    public async Task Declares_each_once()
    {
        var diagnostics = await Told(Declared + """
            [Permissions] public static class Q { public const string Approve = "orders.approve"; }
            """);

        diagnostics.Select(d => d.Id).ShouldBe(["TDP1062", "TDP1062"]);
        diagnostics[0].GetMessage(null).ShouldContain("'P.Approve' and 'Q.Approve'");
    }

    [Fact]
    public async Task Sees_those_of_other_contracts_and_looks_within_handlers()
    {
        var contracts = Compiled.Contracts("Acme.Orders.Contracts", Declared);

        var diagnostics = await Compiled.Diagnose("""
            internal static class Rules
            {
                public static bool May(Caller caller) => caller.Has(P.Cancel) && caller.Has("orders.canel");
            }
            """, contracts);

        diagnostics.Where(d => d.Id == "TDP1061").ShouldHaveSingleItem().GetMessage(null).ShouldContain("did you mean P.Cancel?");
    }

    [Fact]
    public async Task Writes_the_constant_that_was_meant() => (await Mended.By(
        Declared + Operation("Allow(Role.CustomerUser, Permission = \"orders.aprove\")"), "TDP1061", "Use P.Approve"))
        .ShouldContain("Permission = P.Approve)");

    private static async Task<Diagnostic[]> Told(string source) =>
        [.. (await Compiled.DiagnoseContracts(source)).Where(d => string.CompareOrdinal(d.Id, "TDP1061") >= 0 && d.Id.Length == 7 && d.Id[..6] is "TDP106")];

    private static string Operation(string allow) =>
        $"[Post(\"/orders\"), {allow}] public sealed record PlaceOrder(int Count) : ICommand;";
}
