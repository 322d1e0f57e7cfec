namespace TestDigitalPlatform;

/// <summary>What a statement of a decision does to rows.</summary>
public enum RowChange
{
    /// <summary>Adds its rows or fails: <c>insert … values</c> without <c>on conflict</c>.</summary>
    Insert,

    /// <summary>Must change at least one row, otherwise the fetched state is stale: the platform decides again.</summary>
    Change,

    /// <summary>May change no row.</summary>
    ChangeAny,
}
