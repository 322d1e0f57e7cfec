using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>What is on its way between the service and its clients, in memory: bodies that are not complete, and
/// answers that are not taken.</summary>
internal sealed class Transfers(PlatformOptions options, MemoryLimits limits, ILogger<Transfers> logger)
{
    private readonly Ledger bodies = new(limits.Bodies, int.MaxValue, options.CustomerShare, TimeProvider.System);
    private readonly Ledger answers = new(limits.Answers, int.MaxValue, options.CustomerShare, TimeProvider.System);

    /// <summary>Opens a claim for a body, or enlarges it.</summary>
    /// <exception cref="NoRoomException">There is no room.</exception>
    internal BodyClaim HoldBody(BodyClaim? claim, HttpContext context, long bytes)
    {
        claim ??= new BodyClaim(context.Request.BodyReader, PartyOf(context));
        return bodies.TrySet(claim, bytes) ? claim : throw new NoRoomException(bodies.IsOverShare(claim, bytes));
    }

    /// <summary>Opens a claim for an answer, or changes its size.</summary>
    /// <exception cref="NoRoomException">There is no room.</exception>
    internal AnswerClaim HoldAnswer(AnswerClaim? claim, HttpContext context, long bytes)
    {
        claim ??= new AnswerClaim(context, PartyOf(context));
        if (answers.TrySet(claim, bytes))
            return claim;
        var isTooLarge = bytes > answers.PartyCapacity;
        if (isTooLarge)
            OperationsLog.AnswerTooLarge(logger, context.GetEndpoint()?.DisplayName, answers.PartyCapacity);
        throw new NoRoomException(isOwnShare: !isTooLarge && answers.IsOverShare(claim, bytes));
    }

    internal void Close(BodyClaim? claim)
    {
        if (claim is not null)
            bodies.Close(claim);
    }

    internal void Close(AnswerClaim? claim)
    {
        if (claim is not null)
            answers.Close(claim);
    }

    private static Party PartyOf(HttpContext context) =>
        Party.Of(context.Features.Get<Caller>(), context.Connection.RemoteIpAddress);
}
