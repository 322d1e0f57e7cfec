using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Hosting.Endpoints;

namespace TestDigitalPlatform;

/// <summary>Says of an endpoint of one's own, or of a group of them, who may use it.</summary>
/// <remarks>
/// An endpoint that a service maps beside its operations is closed: it is refused to everybody until it, or its group,
/// says who may use it, by <c>Allow</c>, by <see cref="AllowAttribute"/> or <see cref="PublicAttribute"/> on its
/// handler, or by ASP.NET Core's <c>AllowAnonymous</c>. What is said closest to the endpoint wins.
/// </remarks>
public static class EndpointConventions
{
    /// <summary>Lets these roles use the endpoint; others get 403.</summary>
    /// <remarks>Said several times of one endpoint, or of one group, they are alternatives.</remarks>
    /// <param name="endpoint">The endpoint or the group.</param>
    /// <param name="roles">The roles; none means everybody who is signed in.</param>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AllowMetadata(endpoint, new AllowAttribute(roles)));

    /// <summary>Lets those callers of these roles use the endpoint who were granted a permission; others get 403.</summary>
    /// <param name="endpoint">The endpoint or the group.</param>
    /// <param name="permission">A constant of a class with <see cref="PermissionsAttribute"/>.</param>
    /// <param name="roles">The roles; none means everybody who is signed in.</param>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, string permission, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AllowMetadata(endpoint, new AllowAttribute(roles) { Permission = permission }));

    /// <summary>Serves the endpoint without counting it among the requests under way.</summary>
    /// <remarks>
    /// For answers that take as long as the caller listens, such as server-sent events: they would take places from
    /// others. Bound their number yourself. An upgraded connection (a web socket) is never counted.
    /// </remarks>
    /// <param name="endpoint">The endpoint or the group.</param>
    public static TBuilder WithoutRequestLimit<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(UncountedMetadata.Instance);
}
