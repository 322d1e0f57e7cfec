using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>What the suite knows about one operation: its description, its message's members, its document.</summary>
internal sealed class OperationProfile
{
    private static readonly Role[] Preferred =
        [Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator, Role.PlatformMaintenance];

    private readonly MessageDescription description;

    internal OperationProfile(Operation operation, JsonElement paths)
    {
        Operation = operation;
        description = MessageDescription.Of(operation.Message);
        Path = description.Fill(member => $"{{{member.Name}}}");
        Document = paths.TryGetProperty(Path, out var path)
            && path.TryGetProperty(operation.Method.ToLowerInvariant(), out var documented) ? documented : null;
    }

    internal Operation Operation { get; }

    /// <summary>The path as the document writes it.</summary>
    internal string Path { get; }

    internal IReadOnlyList<MemberDescription> Members => description.Members;

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
    internal IEnumerable<MemberDescription> Filters => Members.Where(m => m.Operators != Operators.None);

    /// <summary>What the list can be sorted by.</summary>
    internal IReadOnlyList<string> Sorts => Operation.Message.GetCustomAttribute<SortableAttribute>()?.Fields ?? [];

    private bool LacksCustomer(Role role) =>
        Operation.NeedsCustomer && role is (Role.PlatformAdministrator or Role.PlatformMaintenance);

    /// <summary>A path that routing takes.</summary>
    /// <param name="value">What stands for a member, not escaped.</param>
    internal string Fill(Func<MemberDescription, string> value) => description.Fill(member => Uri.EscapeDataString(value(member)));

    public override string ToString() => $"{Operation.Method} {Path} ({Operation.Name})";
}
