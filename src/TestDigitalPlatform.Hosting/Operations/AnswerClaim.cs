using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>The memory of an answer, until the client has taken it.</summary>
internal sealed class AnswerClaim(HttpContext context, Party party) : Claim(party)
{
    // Its own party's later answers push out only what is slow beyond doubt.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private volatile bool isSending;

    internal bool IsSending
    {
        set => isSending = value;
    }

    // Not while it is being made: that ends soon.
    internal override int? Rank(TimeSpan age, bool bySameParty) =>
        isSending && (!bySameParty || age > Slow) ? 0 : null;

    internal override void End() => context.Abort();
}
