using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// What a handler is made from; the request's scope is begun only when a handler wants something of it, which most
/// don't.
/// </summary>
internal sealed class RequestServices(HttpContext context) : IServiceProvider
{
    public object? GetService(Type serviceType) => context.RequestServices.GetService(serviceType);
}
