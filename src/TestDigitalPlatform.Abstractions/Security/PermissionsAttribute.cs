namespace TestDigitalPlatform;

/// <summary>
/// Declares permissions, which are finer than roles: each string constant of the class is one.
/// </summary>
/// <remarks>
/// Put the class into the Contracts project, so that callers and the identity provider can name the permissions too.
/// A permission is an area and an action, in lower case and joined by a dot (<c>orders.approve</c>), at most 100
/// characters. Once granted, its name is a contract: do not rename it.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PermissionsAttribute : Attribute;
