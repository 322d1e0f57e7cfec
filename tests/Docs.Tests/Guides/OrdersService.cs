using System.Text;
using Docs.Tests.Code;
using Docs.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Testing;

namespace Docs.Tests.Guides;

/// <summary>The service that the guides write, made of their own code and tables.</summary>
internal static class OrdersService
{
    internal static Task<TestService> Of(string guide)
    {
        var assembly = PageAssembly.Load(Page.Of(guide), Migration);
        var create = assembly.GetType("OrdersService")!.GetMethod("Create")!;
        return TestService.Start("orders", create.CreateDelegate<Func<string[], WebApplication>>());
    }

    /// <summary>The same for each guide, since they share a database's template.</summary>
    internal static (string Name, byte[] Sql) Migration { get; } = ("0001_orders.sql", Encoding.UTF8.GetBytes(Tables()));

    private static string Tables() => string.Join('\n',
    [
        Page.Of("docs/guides/migration.md").In("sql").Single().Text,
        File.ReadAllText(Repository.At("tests", "Docs.Tests", "Preambles", "orders.sql")),
        .. Page.Of("docs/guides/query.md").In("sql").Select(block => block.Text),
    ]);
}
