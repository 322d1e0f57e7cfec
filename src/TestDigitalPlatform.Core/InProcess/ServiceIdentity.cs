using System.Reflection;

namespace TestDigitalPlatform.InProcess;

/// <summary>As whom a service works by itself, and what it may send.</summary>
/// <param name="User">What the audit calls it.</param>
/// <param name="Role">The role whose rights it has.</param>
/// <param name="Permissions">What it has besides.</param>
/// <param name="Messages">What it may send, of what its role and permissions allow.</param>
internal sealed record ServiceIdentity(
    UserId User, Role Role, IReadOnlyList<string> Permissions, IReadOnlySet<Type> Messages)
{
    private const int MaxName = 50;

    /// <summary>Reads what a class declares.</summary>
    /// <exception cref="PlatformException">TDP0360: it declares nothing, or what can't work; everything wrong is told at
    /// once.</exception>
    internal static ServiceIdentity Of(Type worker, string service, InProcessOperations operations)
    {
        if (worker.GetCustomAttribute<ServiceIdentityAttribute>(inherit: false) is not { } declared)
            throw Wrong(worker, $"it has no [ServiceIdentity]. Declare one, or take IPlatformSender<T> of the class that "
                + "has one");
        var flaws = Flaws(declared, operations).ToArray();
        if (flaws.Length > 0)
            throw Wrong(worker, string.Join("; ", flaws));
        return new ServiceIdentity(
            UserId.Parse($"{Caller.ServicePrefix}{service}/{declared.Name}"), declared.Role,
            declared.Permissions, declared.Messages.ToHashSet());
    }

    internal Caller As(CustomerId? customer) => new(User, Role, customer) { Permissions = Permissions };

    private static IEnumerable<string> Flaws(ServiceIdentityAttribute declared, InProcessOperations operations)
    {
        if (!IsName(declared.Name))
            yield return $"the name '{declared.Name}' is not 2 to {MaxName} lower-case letters, digits and single hyphens "
                + "that begin with a letter";
        foreach (var message in declared.Messages)
        {
            if (operations.Find(message) is not { } operation)
                yield return $"'{message.Name}' is not a command or query that this service handles";
            else if (!operation.Operation.IsPublic && !operation.Operation.Allows(Example(declared)))
                yield return $"'{message.Name}' does not allow the role {declared.Role}"
                    + (declared.Permissions.Length > 0 ? $" with {string.Join(", ", declared.Permissions)}" : "");
        }
    }

    private static Caller Example(ServiceIdentityAttribute declared) =>
        new(UserId.Parse("any"), declared.Role, null) { Permissions = declared.Permissions };

    // The rules of a customer's name, and shorter.
    private static bool IsName(string name) => name.Length <= MaxName && CustomerId.TryParse(name, null, out _);

    private static PlatformException Wrong(Type worker, string why) =>
        new("TDP0360", $"'{worker.Name}' can't work as a service identity: {why}.");
}
