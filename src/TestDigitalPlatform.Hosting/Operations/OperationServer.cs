using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Serves one operation in one host.</summary>
internal abstract class OperationServer(Operation operation, RequestGate gate, ILogger logger)
{
    private static readonly Problem TooBusy = new(
        StatusCodes.Status503ServiceUnavailable, "too_busy", "More requests are under way than this service takes. Try again shortly.");

    protected Operation Operation { get; } = operation;

    internal async Task Respond(HttpContext context)
    {
        if (!gate.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            await Problem.Write(context, TooBusy);
            return;
        }

        try
        {
            var caller = context.Features.Get<Caller>();
            if (!Operation.IsPublic && !Operation.Allows(caller!.Role))
                await Deny(context, caller);
            else
                await Serve(context, caller);
        }
        catch (Exception e)
        {
            await ProblemOfException.Write(context, e, logger);
        }
        finally
        {
            gate.Leave();
        }
    }

    protected abstract Task Serve(HttpContext context, Caller? caller);

    protected virtual Task Deny(HttpContext context, Caller caller) => Problem.Write(context, new Problem(
        StatusCodes.Status403Forbidden, "role_not_allowed", $"This needs one of the roles: {string.Join(", ", Operation.Roles)}."));
}
