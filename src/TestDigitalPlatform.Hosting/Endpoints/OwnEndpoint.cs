using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>What is known about an endpoint that the service maps beside its operations.</summary>
internal sealed class OwnEndpoint
{
    private static readonly ConditionalWeakTable<Endpoint, OwnEndpoint> Known = [];

    private int told;

    private OwnEndpoint(Endpoint endpoint)
    {
        Access = Access.Of(endpoint.Metadata);
        var parameters = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().SelectMany(Parts).ToList() ?? [];
        NeedsCaller = !Access.IsOpen || parameters.Any(IsNeeded);
        TakesDb = parameters.Any(p => p.Type == typeof(Db));
        LooksAtCaller = NeedsCaller || TakesDb || endpoint.Metadata.GetMetadata<PublicAttribute>() is not null
            || parameters.Any(p => p.Type == typeof(Caller));
        IsCounted = endpoint.Metadata.GetMetadata<UncountedMetadata>() is null;
    }

    internal Access Access { get; }

    /// <summary>Whether a token is needed: it is not open, or asks for a caller who is not null.</summary>
    internal bool NeedsCaller { get; }

    /// <summary>Whether a token is read when there is one.</summary>
    internal bool LooksAtCaller { get; }

    /// <summary>Whether it asks for the database.</summary>
    internal bool TakesDb { get; }

    /// <summary>Whether a request takes one of the places of those under way.</summary>
    internal bool IsCounted { get; }

    /// <returns><see langword="null"/> for operations, for what the platform serves itself, and for the answers that
    /// routing gives in place of an endpoint, such as 405.</returns>
    internal static OwnEndpoint? Of(Endpoint endpoint) => endpoint is RouteEndpoint
        && endpoint.Metadata.GetMetadata<Operation>() is null && endpoint.Metadata.GetMetadata<PlatformMetadata>() is null
            ? Known.GetValue(endpoint, known => new OwnEndpoint(known))
            : null;

    /// <returns>True the first time.</returns>
    internal bool MayTell() => Interlocked.Exchange(ref told, 1) == 0;

    private static bool IsNeeded(Part part) =>
        part.Type == typeof(Caller) && part.Nullability.ReadState is NullabilityState.NotNull;

    private static IEnumerable<Part> Parts(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties()
            .Select(p => new Part(p.PropertyType, new NullabilityInfoContext().Create(p)))
        : [new Part(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))];

    private sealed record Part(Type Type, NullabilityInfo Nullability);
}
