using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Templates.Tests.Services;

/// <summary>What becomes of names that C#, PostgreSQL or a cluster would not take.</summary>
public sealed partial class NameTests(NewMachineWithTemplates templates)
{
    [Theory]
    [InlineData("Acme.Orders", "", "Acme.Orders", "orders", "Order", "orders", "acme-orders")]
    [InlineData("acme.class", "", "acme.Class", "class", "Class", "classes", "acme-class")]
    [InlineData("my-shop", "purchase-order", "myshop", "my_shop", "PurchaseOrder", "purchase_orders", "my-shop")]
    [InlineData("2Fast.4You", "3DModel", "N2Fast.N4You", "n_4_you", "N3DModel", "n_3_d_models", "n2-fast-4-you")]
    [InlineData("Acme.CategoryService", "", "Acme.CategoryService", "category", "Category", "categories", "acme-category-service")]
    [InlineData("Acme.Postgres", "Reference", "Acme.Postgres", "svc_postgres", "Reference", "references_table", "acme-postgres")]
    [InlineData(
        "Acme.ManagementOfReferenceDataForEverySubsidiary", "Box", "Acme.ManagementOfReferenceDataForEverySubsidiary",
        "management_of_reference_data_for_every_s", "Box", "boxes", "acme-management-of-reference-data-for-every-subsid")]
    [InlineData("Ünïted Payments", "Größe", "ÜnïtedPayments", "united_payments", "Grosse", "grosses", "united-payments")]
    [InlineData("Заказы", "Заявка", "Заказы", "zakazy", "Zayavka", "zayavkas", "zakazy")]
    [InlineData("Acme..Orders", "", "Acme.Orders", "orders", "Order", "orders", "acme-orders")]
    [InlineData("_", "Item", "App", "app", "Item", "items", "app")]
    [InlineData("注文", "Item", "注文", "app", "Item", "items", "app")]
    [InlineData("Acme.Role", "Status", "Acme.RoleService", "role", "StatusItem", "status_items", "acme-role")]
    [InlineData("Acme.Sql", "Reason", "Acme.SqlService", "sql", "ReasonItem", "reason_items", "acme-sql")]
    [InlineData("System.Db", "Equals", "SystemService.DbService", "db", "EqualsItem", "equals_items", "system-db")]
    [InlineData("Acme.Test", "", "Acme.Test", "test_app", "TestApp", "test_apps", "acme-test")]
    public async Task Are_bent_until_everybody_takes_them(
        string name, string entity, string space, string database, string type, string table, string label)
    {
        var folder = await templates.New($"names-{Guid.NewGuid():N}", ["-n", name, .. entity.Length > 0 ? (string[])["--entity", entity] : []]);

        var service = Directory.GetFiles(Path.Combine(folder, "src", space), "*Service.cs").ShouldHaveSingleItem();
        var code = await File.ReadAllTextAsync(service, TestContext.Current.CancellationToken);
        code.ShouldContain($"namespace {space};");
        code.ShouldContain($"Name = \"{database}\";");
        ServiceName().IsMatch(database).ShouldBeTrue();
        Directory.GetFiles(folder, $"Create{type}.cs", SearchOption.AllDirectories).Length.ShouldBe(2);
        Path.GetFileName(Directory.GetFiles(folder, "*.sql", SearchOption.AllDirectories).ShouldHaveSingleItem()).ShouldBe($"0001_{table}.sql");
        (await File.ReadAllTextAsync(Path.Combine(folder, "deploy", "kubernetes.yaml"), TestContext.Current.CancellationToken))
            .ShouldContain($"  name: {label}\n");
    }

    [Theory]
    [InlineData("--no-sample")]
    [InlineData("--feed", "elsewhere", "--public-source", "others")]
    public async Task Leave_no_word_of_the_template_behind(params string[] options)
    {
        var folder = await templates.New($"words{options[0]}", ["-n", "Acme.Orders", .. options]);

        var left =
            from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            let text = Path.GetRelativePath(folder, file) + "\n" + File.ReadAllText(file)
            where Word().IsMatch(text)
            select file;
        left.ShouldBeEmpty();
    }

    // An address with two parameters is enough to break a file that is not written with care.
    [Fact]
    public async Task Are_answers_and_never_a_part_of_the_files_that_record_them()
    {
        const string Name = "Acme\"s.<Orders>";
        const string Feed = "https://feed.example/v3?a=1&b=\"><x y='2";
        const string Others = "a\"b<&";

        var folder = await templates.New("answers", "-n", Name, "--entity", "../x\"; drop", "--feed", Feed, "--public-source", Others);

        using var recorded = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "tdp.json"), TestContext.Current.CancellationToken));
        var answers = recorded.RootElement.GetProperty("answers");
        answers.GetProperty("name").GetString().ShouldBe(Name);
        answers.GetProperty("feed").GetString().ShouldBe(Feed);
        answers.GetProperty("public-source").GetString().ShouldBe(Others);
        var sources = XElement.Load(Path.Combine(folder, "nuget.config"));
        sources.Descendants("add").ShouldHaveSingleItem().Attribute("value")!.Value.ShouldBe(Feed);
        sources.Descendants("packageSource").Last().Attribute("key")!.Value.ShouldBe(Others);
    }

    // TestDigitalPlatform.Postgres refuses all others (TDP0210).
    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$")]
    private static partial Regex ServiceName();

    [GeneratedRegex("gadget|workshop|answered-|0\\.0\\.0-platform|of-the-platform\"|of-all-others|#if|#else|#endif", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
