using System.Reflection;
using Customers.Contracts;
using Notifications.Contracts;
using Requests.Contracts;
using TestDigitalPlatform.Tests.Shared;

namespace Samples.Tests.Permissions;

/// <summary>Holds the decision page and the contracts to the same word.</summary>
public sealed class PermissionsPageTests
{
    private static readonly Role[] Columns =
        [Role.PlatformAdministrator, Role.PlatformMaintenance, Role.CustomerAdministrator, Role.CustomerUser];

    [Fact]
    public void Lists_each_operation_with_the_roles_and_permissions_that_it_allows()
    {
        var page = Rows().ToDictionary(cells => cells[0].Trim('`'), RolesOf);

        var contracts = new[] { typeof(CreateCustomer), typeof(ReadNotifications), typeof(SubmitRequest) }
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

    // A role alone, or a role with each permission that lets it in: "CustomerUser with requests.assign".
    private static string RolesOf(string[] cells) => string.Join(", ", Columns
        .Select((role, column) => (role, cell: cells[column + 1]))
        .Where(c => c.cell.Length > 0)
        .Select(c => c.role + string.Concat(c.cell.Split('`').Where((_, i) => i % 2 == 1).Select(p => $" with {p}"))));

    private static string RolesOf(Type operation)
    {
        var allowed = operation.GetCustomAttributes<AllowAttribute>().ToList();
        return string.Join(", ", Columns
            .Select(role => (role, by: allowed.Where(a => a.Roles.Count == 0 || a.Roles.Contains(role)).ToList()))
            .Where(r => r.by.Count > 0)
            .Select(r => r.role + string.Concat(r.by.Select(a => a.Permission is null ? "" : $" with {a.Permission}"))));
    }
}
