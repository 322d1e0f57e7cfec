using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using TestDigitalPlatform.Hosting.Endpoints;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>What the suite knows about an endpoint that a service maps beside its operations, for one method.</summary>
internal sealed class EndpointProfile
{
    private readonly RoutePattern pattern;

    private EndpointProfile(RouteEndpoint endpoint, OwnEndpoint own, string method)
    {
        (pattern, Own, Method) = (endpoint.RoutePattern, own, method);
        IsDescribed = endpoint.Metadata.GetMetadata<MethodInfo>() is not null
            && endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null
            && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true };
    }

    internal OwnEndpoint Own { get; }

    internal string Method { get; }

    /// <summary>Whether ASP.NET Core tells of it.</summary>
    internal bool IsDescribed { get; }

    /// <summary>The path as the OpenAPI document writes it.</summary>
    internal string Path => Written(parameter => $"{{{parameter.Name}}}");

    /// <summary>A path that routing takes, with some value for each parameter.</summary>
    internal string Example => Written(Value);

    internal static IEnumerable<EndpointProfile> Of(Endpoint endpoint)
    {
        if (OwnEndpoint.Of(endpoint) is not { } own)
            return [];
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
        return methods.Select(method => new EndpointProfile((RouteEndpoint)endpoint, own, method));
    }

    internal bool IsAt(string method, string path) =>
        Path == path && Method.Equals(method, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Method} {Path}";

    private static string Value(RoutePatternParameterPart parameter)
    {
        var policies = parameter.ParameterPolicies.Select(p => p.Content ?? "").ToList();
        if (policies.Contains("guid"))
            return Guid.NewGuid().ToString();
        if (policies.Contains("bool"))
            return "true";
        return policies.Contains("datetime") ? "2026-01-15" : "1";
    }

    private string Written(Func<RoutePatternParameterPart, string> value) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => value(parameter),
            _ => "",
        }))));
}
