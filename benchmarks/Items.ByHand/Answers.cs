namespace Items;

/// <summary>An item as lists show it; a class with setters, since Dapper can't give a constructor a DateTimeOffset.</summary>
internal sealed class ItemSummary
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public string Status { get; set; } = "";

    public string Priority { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class ItemDetails
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string Status { get; set; } = "";

    public string Priority { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed record ItemPage(List<ItemSummary> Items, string? Next, int? Count);

internal sealed record ItemReceipt(Guid Id);

internal sealed record Greeting(string Text);

internal sealed record AddItem(string Title, string Priority)
{
    public bool IsValid => Title is { Length: >= 1 and <= 200 } && Priority is "low" or "normal" or "high";
}

internal sealed record ItemAdded(Guid Item, string Customer, string Title, string Priority);
