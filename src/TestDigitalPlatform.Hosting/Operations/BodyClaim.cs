using System.IO.Pipelines;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>The memory of a body, until its request has been served.</summary>
internal sealed class BodyClaim(PipeReader reader, Party party) : Claim(party)
{
    private volatile bool isComplete;
    private volatile bool isTaken;

    /// <summary>Whether the memory was taken away.</summary>
    internal bool IsTaken => isTaken;

    internal bool IsComplete
    {
        set => isComplete = value;
    }

    // A party's later bodies wait for its earlier ones; those of others don't.
    internal override int? Rank(TimeSpan age, bool bySameParty) => isComplete || bySameParty ? null : 0;

    internal override void End()
    {
        isTaken = true;
        reader.CancelPendingRead();
    }
}
