using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Serves the endpoints that a service maps beside its operations, by the rules that operations have.</summary>
internal sealed class EndpointGate(
    RequestDelegate next, RequestGate gate, IHostEnvironment environment, ILogger<EndpointGate> logger)
{
    private readonly Problem closed = new(
        StatusCodes.Status403Forbidden, "endpoint_closed",
        environment.IsDevelopment()
            ? "Nobody may use this endpoint, because it does not say who may. Where it is mapped, add .Allow(Role.…), "
                + ".Allow() for everybody who is signed in, or .AllowAnonymous()."
            : "Nobody may use this endpoint.");

    public async Task InvokeAsync(HttpContext context)
    {
        var own = OwnEndpoint.Of(context.GetEndpoint()!)!;
        var caller = context.Features.Get<Caller>();
        if (!own.Access.Allows(caller))
        {
            await Problem.Write(
                context, own.Access.IsClosed ? Closed(context, own) : AccessProblem.Of(own.Access.Allowed!, caller!));
            return;
        }

        var isCounted = own.IsCounted && !IsUpgrade(context);
        if (isCounted && gate.TryEnter(caller) is var entry and not RequestGate.Entry.Granted)
        {
            await OperationServer.Refuse(context, entry is RequestGate.Entry.ShareUsedUp);
            return;
        }

        try
        {
            await context.RequestServices.GetRequiredService<RequestScope>()
                .Begin(caller, own.TakesDb, context.RequestAborted);
            Prepare(context, own, caller);
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // An answer that has begun is broken off by the server.
            context.Response.Clear();
            await (EndpointProblem.Of(e) is { } problem
                ? Problem.Write(context, problem) : ProblemOfException.Write(context, e, logger));
        }
        finally
        {
            if (isCounted)
                gate.Leave(caller);
        }
    }

    // What the endpoint says itself takes the place of it.
    private static void Prepare(HttpContext context, OwnEndpoint own, Caller? caller)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (own.LooksAtCaller)
            headers.CacheControl = "no-store";
        if (caller is null)
            context.RequestServices = new CallerlessServices(context.RequestServices);
        else
            context.User = CallerClaims.Of(caller);
    }

    private Problem Closed(HttpContext context, OwnEndpoint own)
    {
        if (own.MayTell())
            EndpointsLog.Closed(logger, context.Request.Method, context.GetEndpoint()?.DisplayName);
        return closed;
    }

    // Whoever listens on an open connection would keep a place from others; connections have a limit of their own.
    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
