using System.ComponentModel.DataAnnotations;

namespace Items;

/// <summary>Adds an item, as long as the customer's plan allows one more.</summary>
[Post("/items"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record AddItem([Length(1, 200)] string Title, Priority Priority) : ICommand<ItemReceipt>;

/// <summary>Confirms that an item was added.</summary>
public sealed record ItemReceipt(ItemId Id);

/// <summary>An item was added.</summary>
public sealed record ItemAdded(ItemId Item, CustomerId Customer, string Title, Priority Priority) : IEvent
{
    string IEvent.Subject => Item.ToString();
}

internal sealed record Account(CustomerId CustomerId, int MaxOpen, int OpenCount, long Version);

internal sealed class AddItemHandler : ICommandHandler<AddItem, Account, ItemReceipt>
{
    private static readonly Refusal TooManyOpen = new("items.too_many_open", "The plan allows no more open items.");

    public Task<Account> Fetch(AddItem command, Db db, CancellationToken cancellationToken) =>
        db.One<Account>("select customer_id, max_open, open_count, version from account", cancellationToken);

    public static Decision<ItemReceipt> Decide(AddItem command, Account account, CommandContext context)
    {
        if (account.OpenCount >= account.MaxOpen)
            return Decision.Refuse(TooManyOpen);

        var id = context.NewId<ItemId>();
        return Decision.Accept(new ItemReceipt(id))
            .Insert($"""
                insert into item (id, customer_id, title, description, status, priority, created_at)
                values ({id}, {account.CustomerId}, {command.Title}, '', {ItemStatus.Open}, {command.Priority}, {context.Now})
                """)
            .Change($"""
                update account set open_count = open_count + 1, version = version + 1
                where customer_id = {account.CustomerId} and version = {account.Version}
                """)
            .Notify(new ItemAdded(id, account.CustomerId, command.Title, command.Priority));
    }
}
