using Microsoft.EntityFrameworkCore;

namespace Items;

internal sealed class Item
{
    public Guid Id { get; set; }

    public required string CustomerId { get; set; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    public required string Status { get; set; }

    public required string Priority { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class Account
{
    public required string CustomerId { get; set; }

    public int MaxOpen { get; set; }

    public int OpenCount { get; set; }

    public long Version { get; set; }
}

internal sealed class OutboxRow
{
    public Guid Id { get; set; }

    public required string Type { get; set; }

    public required string Subject { get; set; }

    public string? CustomerId { get; set; }

    public required string Body { get; set; }

    public string? TraceParent { get; set; }

    public DateTimeOffset StoredAt { get; set; }
}

internal sealed class AuditRow
{
    public Guid Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Operation { get; set; }

    public string? Actor { get; set; }

    public string? OnBehalfOf { get; set; }

    public string? Role { get; set; }

    public string? CustomerId { get; set; }

    public string? Target { get; set; }

    public required string Outcome { get; set; }

    public string? Reason { get; set; }

    public string? TraceId { get; set; }
}

/// <summary>The tables as they are; the version of an account is its concurrency token.</summary>
internal sealed class ItemsContext(DbContextOptions<ItemsContext> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();

    public DbSet<Account> Accounts => Set<Account>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Item>().ToTable("item");
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("account").HasKey(each => each.CustomerId);
            account.Property(each => each.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox", "tdp");
            row.Property(each => each.Body).HasColumnType("jsonb");
        });
        modelBuilder.Entity<AuditRow>().ToTable("audit", "tdp");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(Snake(property.Name));
    }

    private static string Snake(string name) => string.Concat(name.Select(
        (letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
