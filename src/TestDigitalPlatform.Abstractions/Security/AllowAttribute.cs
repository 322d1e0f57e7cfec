namespace TestDigitalPlatform;

/// <summary>
/// Declares the roles that may use a query or command. Without it or <see cref="PublicAttribute"/>, it does not
/// compile.
/// </summary>
/// <remarks>
/// Several of them on one message are alternatives: <c>[Allow(Role.CustomerAdministrator), Allow(Role.CustomerUser,
/// Permission = OrderPermissions.Approve)]</c> allows every administrator, and users who were granted the
/// permission.
/// </remarks>
/// <param name="roles">The roles; none means every signed-in caller.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false, AllowMultiple = true)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles; empty for every signed-in caller.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;

    /// <summary>The permission that callers of these roles also need; null for none.</summary>
    /// <value>A constant of a class with <see cref="PermissionsAttribute"/>. A caller without it gets 403
    /// <c>permission_required</c>.</value>
    public string? Permission { get; init; }
}

/// <summary>Allows everyone to use a query or command, without signing in.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class PublicAttribute : Attribute;
