using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Deprecations;

internal static class DeprecationExtensions
{
    /// <exception cref="PlatformException">TDP0305, with everything that contracts say wrongly about their
    /// end.</exception>
    internal static void Check(IEnumerable<Operation> operations)
    {
        var flaws = operations.SelectMany(Deprecation.Flaws).ToList();
        if (flaws.Count > 0)
            throw new PlatformException(
                "TDP0305", $"The contracts have invalid [Deprecated] attributes. {string.Join(" ", flaws)}");
    }

    /// <summary>Costs nothing where nothing is deprecated.</summary>
    internal static void UseDeprecations(this IApplicationBuilder app, ServiceDefinition definition)
    {
        if (definition.Endpoints.Any(e => Deprecation.Of(e.Operation) is not null))
            app.UseWhen(
                static context => context.GetEndpoint()?.Metadata.GetMetadata<Deprecation>() is not null,
                deprecated => deprecated.UseMiddleware<DeprecationMiddleware>());
    }
}
