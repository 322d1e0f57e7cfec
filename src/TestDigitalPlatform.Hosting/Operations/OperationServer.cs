using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Serves one operation in one host.</summary>
/// <remarks>The steps of a query and of a command are listed at <c>QueryPipeline</c> and <c>CommandPipeline</c>.</remarks>
internal abstract class OperationServer(Operation operation, IServiceProvider host)
{
    private static readonly Problem TooBusy = new(
        StatusCodes.Status503ServiceUnavailable, "too_busy",
        "The service has too many concurrent requests. Try again shortly.");

    // RFC 6585, section 4.
    private static readonly Problem ShareUsedUp = new(
        StatusCodes.Status429TooManyRequests, "too_many_requests",
        "Too many concurrent requests for your account. Wait for responses before "
        + "you send more.");

    private static readonly TimeSpan NextTry = TimeSpan.FromMilliseconds(50);

    private readonly RequestGate gate = host.GetRequiredService<RequestGate>();
    private readonly ILogger logger = host.GetRequiredService<ILogger<OperationServer>>();

    protected Operation Operation { get; } = operation;

    protected Transfers Transfers { get; } = host.GetRequiredService<Transfers>();

    internal async Task Respond(HttpContext context)
    {
        try
        {
            var caller = context.Features.Get<Caller>();
            var isAllowed = Operation.IsPublic || Operation.Allows(caller!);

            // Outside the gate: whoever sends slowly must not hold a place that others need.
            await using var body = isAllowed ? await Receive(context) : default;
            if (gate.TryEnter(caller) is var entry and not RequestGate.Entry.Granted)
            {
                await Refuse(context, entry is RequestGate.Entry.ShareUsedUp);
                return;
            }

            Reply reply;
            try
            {
                reply = await (isAllowed ? Serve(context, caller, body) : Deny(context, caller!));
            }
            finally
            {
                gate.Leave(caller);
            }

            // Nor must whoever takes the answer slowly.
            await reply.Send(context, Transfers);
        }
        catch (NoRoomException e)
        {
            await Refuse(context, e.IsOwnShare);
        }
        catch (Exception e)
        {
            await ProblemOfException.Write(context, e, logger);
        }
    }

    /// <summary>Does a part of an answer that is on its way already, in a place of its own, as soon as there is one.</summary>
    protected async Task<T> InPlace<T>(Caller? caller, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        while (gate.TryEnter(caller) is not RequestGate.Entry.Granted)
            await Task.Delay(NextTry, cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            gate.Leave(caller);
        }
    }

    /// <summary>Waits for all that the operation reads of the request's body.</summary>
    protected virtual ValueTask<RequestBody> Receive(HttpContext context) => default;

    protected abstract Task<Reply> Serve(HttpContext context, Caller? caller, RequestBody body);

    protected virtual Task<Reply> Deny(HttpContext context, Caller caller) =>
        Task.FromResult(Reply.Of(AccessProblem.Of(Operation.Allowed, caller)));

    internal static Task Refuse(HttpContext context, bool isOwnShare)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problem.Write(context, isOwnShare ? ShareUsedUp : TooBusy);
    }
}
