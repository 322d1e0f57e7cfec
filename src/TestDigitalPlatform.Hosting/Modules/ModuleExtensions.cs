using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Hosting.Modules;

/// <summary>Adds modules to a service, before the platform is added.</summary>
internal static class ModuleExtensions
{
    /// <summary>Adds a module; the second time nothing happens.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="PlatformException">TDP0500: the platform was added before.</exception>
    internal static bool AddModule(this WebApplicationBuilder builder, ServiceModule module, string call)
    {
        if (builder.Modules().Any(known => known.Name == module.Name))
            return false;
        if (builder.Services.Any(s => s.ServiceType == typeof(ServiceDefinition)))
            throw new PlatformException("TDP0500", $"{call} was called after AddPlatform, which has to know the operations "
                + $"and tables that it adds. Call {call} before AddPlatform.");
        builder.Services.AddSingleton(module);
        return true;
    }

    /// <summary>The service's definition, with what its modules add.</summary>
    internal static ServiceDefinition WithModules(this WebApplicationBuilder builder, ServiceDefinition service)
    {
        var modules = builder.Modules();
        return modules is [] ? service : service with
        {
            Endpoints = [.. service.Endpoints, .. modules.SelectMany(module => module.Definition.Endpoints)],
            Subscriptions = [.. service.Subscriptions, .. modules.SelectMany(module => module.Definition.Subscriptions)],
            Processes = [.. service.Processes, .. modules.SelectMany(module => module.Definition.Processes)],
            ExternalCalls = [.. service.ExternalCalls, .. modules.SelectMany(module => module.Definition.ExternalCalls)],
            Modules = modules,
        };
    }

    private static IReadOnlyList<ServiceModule> Modules(this WebApplicationBuilder builder) =>
        [.. builder.Services.Select(s => s.ImplementationInstance).OfType<ServiceModule>()];
}
