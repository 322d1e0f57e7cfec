using System.Reflection;
using System.Text.Json;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>What the suite knows about one operation: its description, its message's members, its document.</summary>
internal sealed class OperationProfile
{
    private static readonly Role[] Preferred =
        [Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator, Role.PlatformMaintenance];

    internal OperationProfile(Operation operation, JsonElement paths)
    {
        Operation = operation;
        Members = [.. operation.Message.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => new MessageMember(p, IsInRoute(operation, MessageMember.NameOf(p))))];
        Document = paths.TryGetProperty(operation.Path, out var path)
            && path.TryGetProperty(operation.Method.ToLowerInvariant(), out var documented) ? documented : null;
    }

    internal Operation Operation { get; }

    internal IReadOnlyList<MessageMember> Members { get; }

    /// <summary>The operation in the OpenAPI document; <see langword="null"/> when it is not there.</summary>
    internal JsonElement? Document { get; }

    internal bool IsPage =>
        Operation.Answer.IsGenericType && Operation.Answer.GetGenericTypeDefinition() == typeof(Page<>);

    /// <summary>Whether its answer is a file or a stream, of which a document shows no example.</summary>
    internal bool IsStreamed => Operation.Answer == typeof(FileAnswer)
        || (Operation.Answer.IsGenericType && Operation.Answer.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    /// <summary>Everybody who may, the customers' people first.</summary>
    internal IEnumerable<Role> Allowed => Preferred.Where(role => Operation.Allows(role) && !LacksCustomer(role));

    /// <summary>The roles that are allowed and have no customer, though the operation is done for one.</summary>
    internal IEnumerable<Role> WithoutCustomer =>
        Preferred.Where(role => Operation.Allows(role) && LacksCustomer(role));

    internal IEnumerable<Role> Refused => Operation.IsPublic ? [] : Preferred.Where(role => !Operation.Allows(role));

    /// <summary>The roles that need a permission besides.</summary>
    internal IEnumerable<Role> WithPermission => Allowed.Where(role => Operation.PermissionsFor(role).Count > 0);

    internal Role UsualRole => Allowed.First();

    /// <summary>What the list can be narrowed by.</summary>
    internal IEnumerable<(MessageMember Member, Operators Operators)> Filters =>
        from member in Members
        let filter = member.Property.GetCustomAttribute<FilterAttribute>()
        where filter is not null
        select (member, filter.Operators);

    /// <summary>What the list can be sorted by.</summary>
    internal IReadOnlyList<string> Sorts => Operation.Message.GetCustomAttribute<SortableAttribute>()?.Fields ?? [];

    private bool LacksCustomer(Role role) =>
        Operation.NeedsCustomer && role is (Role.PlatformAdministrator or Role.PlatformMaintenance);

    private static bool IsInRoute(Operation operation, string member) =>
        operation.Path.Contains($"{{{member}}}", StringComparison.Ordinal);

    public override string ToString() => $"{Operation.Method} {Operation.Path} ({Operation.Name})";
}

/// <summary>One member of a message.</summary>
internal sealed record MessageMember(PropertyInfo Property, bool IsInRoute)
{
    internal string Name => NameOf(Property);

    internal static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
