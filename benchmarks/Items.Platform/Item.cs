namespace Items;

/// <summary>Names an item.</summary>
[Id]
public readonly partial record struct ItemId(Guid Value);

/// <summary>Where an item stands.</summary>
public enum ItemStatus
{
    /// <summary>To be done.</summary>
    Open,

    /// <summary>Done.</summary>
    Closed,
}

/// <summary>How soon an item should be done.</summary>
public enum Priority
{
    /// <summary>Whenever there is time.</summary>
    Low,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Before others.</summary>
    High,
}
