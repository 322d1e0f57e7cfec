using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Transformers;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Has ASP.NET Core's package make the service's documents, with what only the platform knows.</summary>
internal static class OpenApiBuilderExtensions
{
    /// <summary>The document of the platform's own operations.</summary>
    internal const string Platform = "platform";

    /// <param name="services">The host's services.</param>
    /// <param name="describe">Finds out what the documents are about; called when the first is asked for.</param>
    /// <param name="hasMaintenance">Whether the service has operations of the platform.</param>
    internal static void AddPlatformOpenApi(
        this IServiceCollection services, Func<IServiceProvider, DescribedService> describe, bool hasMaintenance = false)
    {
        services.AddOpenApi();
        if (hasMaintenance)
            services.AddMaintenanceDocument();
        services.AddSingleton(describe);
        services.AddSingleton<DocumentStates>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, OperationExplorer>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, EndpointExplorer>());
        // Before whatever the team configures, wherever it does so: its transformers see what ours have done. For each
        // document, whatever its name.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<OpenApiOptions>>(
            new ConfigureNamedOptions<OpenApiOptions>(name: null, Configure)));
    }

    /// <summary>Adds the document of the platform's own operations.</summary>
    internal static void AddMaintenanceDocument(this IServiceCollection services) =>
        services.AddOpenApi(Platform, options => options.ShouldInclude = d => d.GroupName == Platform);

    private static void Configure(OpenApiOptions options) => options
        .AddSchemaTransformer<SchemaTransformer>()
        .AddOperationTransformer<OperationTransformer>()
        .AddDocumentTransformer<DocumentTransformer>();
}
