namespace TestDigitalPlatform;

/// <summary>
/// Says which roles may use a query or command. Without it, or <see cref="PublicAttribute"/>, the service does not
/// compile.
/// </summary>
/// <param name="roles">The roles; none means everybody who is signed in.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles; empty for everybody who is signed in.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>Opens a query or command to everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PublicAttribute : Attribute;
