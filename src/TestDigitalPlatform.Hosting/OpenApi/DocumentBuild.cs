using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Lets a build write the service's documents (Microsoft.Extensions.ApiDescription.Server), where there is
/// neither a database nor an identity provider.</summary>
internal static class DocumentBuild
{
    // The program of that package composes the service, and starts nothing of it.
    private const string Writer = "GetDocument.Insider";

    /// <summary>Whether a build writes documents, and nothing is started.</summary>
    internal static bool IsUnderWay => Assembly.GetEntryAssembly()?.GetName().Name is Writer;

    /// <summary>Configures what a service must have to be composed, unless it is configured.</summary>
    internal static void Configure(WebApplicationBuilder builder, string service)
    {
        if (!IsUnderWay)
            return;
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new($"ConnectionStrings:{service}", "Host=nowhere.invalid"),
                new($"{PlatformTokenOptions.SectionName}:{nameof(PlatformTokenOptions.Authority)}", "https://nowhere.invalid"),
            ],
        });
    }
}
