namespace TestDigitalPlatform.Generated;

/// <summary>
/// What the generator knows about one query or command: everything that its attributes say, without reflection at
/// start.
/// </summary>
public sealed class Operation
{
    private IReadOnlyList<Role>? roles;

    /// <summary>The message's type; its name is the operation's name.</summary>
    public required Type Message { get; init; }

    /// <summary>The answer's type; <see cref="Nothing"/> for none.</summary>
    public required Type Answer { get; init; }

    /// <summary>Whether it is a command.</summary>
    public required bool IsCommand { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path template, such as <c>/requests/{request}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whether everyone may use it, without signing in.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The allowed callers: any of these; empty for every signed-in caller.</summary>
    public IReadOnlyList<AllowedCallers> Allowed { get; init; } = [];

    /// <summary>
    /// The roles that may use it, with or without a permission; empty for every signed-in caller.
    /// </summary>
    public IReadOnlyList<Role> Roles => roles ??= Allowed.Roles();

    /// <summary>Whether it says that it is for one customer, besides naming customers' roles alone.</summary>
    public bool ForCustomer { get; init; }

    /// <summary>Whether its state has a version, with which <c>If-Match</c> is
    /// compared.</summary>
    public bool HasVersion { get; init; }

    /// <summary>Whether <c>If-Match</c> is required.</summary>
    public bool RequireIfMatch { get; init; }

    /// <summary>Which file it takes as its body; <see langword="null"/> for none.</summary>
    public AcceptAttribute? Accept { get; init; }

    /// <summary>How many items its whole list may have in one answer; 0 when only pages can be had.</summary>
    public int ExportMaxItems { get; init; }

    /// <summary>How long its answer is cached; <see langword="null"/> for never.</summary>
    public TimeSpan? CacheFor { get; init; }

    /// <summary>Whether its answer is cached per user.</summary>
    public bool CachePerUser { get; init; }

    /// <summary>The events that invalidate a cached answer.</summary>
    public IReadOnlyList<Type> ChangedBy { get; init; } = [];

    /// <summary>The operation's name, unique in its service.</summary>
    public string Name => Message.Name;

    /// <summary>Whether a caller without a customer is refused before anything is fetched.</summary>
    internal bool NeedsCustomer => ForCustomer || HasOnlyCustomerRoles();

    /// <summary>Whether a caller of the role may use it, at least with a permission.</summary>
    internal bool Allows(Role role) => Allowed.Includes(role);

    /// <summary>Whether the caller may use it, by role and permissions.</summary>
    internal bool Allows(Caller caller) => Allowed.Includes(caller);

    /// <summary>
    /// The permissions that a caller of the role needs, one of them; empty when the role needs none, or may not use it.
    /// </summary>
    internal IReadOnlyList<string> PermissionsFor(Role role) => Allowed.PermissionsFor(role);

    private bool HasOnlyCustomerRoles()
    {
        for (var i = 0; i < Roles.Count; i++)
        {
            if (Roles[i] is Role.PlatformAdministrator or Role.PlatformMaintenance)
                return false;
        }

        return Roles.Count > 0;
    }
}
