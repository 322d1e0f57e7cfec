using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>The services of a request that nobody signed: a <c>Caller?</c> among an endpoint's parameters is null.</summary>
/// <remarks>ASP.NET Core requires each service that a parameter names, also where the parameter may be null.</remarks>
internal sealed class CallerlessServices(IServiceProvider services)
    : IServiceProvider, ISupportRequiredService, IKeyedServiceProvider
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(Caller) ? null : services.GetService(serviceType);

    public object GetRequiredService(Type serviceType) =>
        serviceType == typeof(Caller) ? null! : services.GetRequiredService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        ((IKeyedServiceProvider)services).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        services.GetRequiredKeyedService(serviceType, serviceKey);
}
