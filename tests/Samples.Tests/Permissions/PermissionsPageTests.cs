using System.Reflection;
using Customers.Contracts;
using Requests.Contracts;
using TestDigitalPlatform.Tests.Shared;

namespace Samples.Tests.Permissions;

/// <summary>Holds the decision page and the contracts to the same word.</summary>
public sealed class PermissionsPageTests
{
    private static readonly Role[] Columns =
        [Role.PlatformAdministrator, Role.PlatformMaintenance, Role.CustomerAdministrator, Role.CustomerUser];

    [Fact]
    public void Lists_each_operation_with_the_roles_that_it_allows()
    {
        var page = Rows().ToDictionary(cells => cells[0].Trim('`'), RolesOf);

        var contracts = new[] { typeof(CreateCustomer), typeof(SubmitRequest) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.GetCustomAttribute<OperationAttribute>() is not null)
            .ToDictionary(type => type.Name, RolesOf);

        page.Keys.Order().ShouldBe(contracts.Keys.Order());
        foreach (var (operation, roles) in contracts)
            page[operation].ShouldBe(roles, operation);
    }

    private static IEnumerable<string[]> Rows() => File
        .ReadLines(Path.Combine(Repository.Root, "docs", "decisions", "permissions.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string RolesOf(string[] cells) =>
        string.Join(", ", Columns.Where((_, column) => cells[column + 1].Length > 0));

    private static string RolesOf(Type operation)
    {
        var allowed = operation.GetCustomAttribute<AllowAttribute>()!.Roles;
        return string.Join(", ", Columns.Where(role => allowed.Count == 0 || allowed.Contains(role)));
    }
}
