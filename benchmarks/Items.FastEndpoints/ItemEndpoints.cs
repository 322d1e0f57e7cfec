using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace Items;

/// <summary>The token was checked before, as for every competitor; so each endpoint says that it is open.</summary>
internal sealed class GetItemEndpoint(NpgsqlDataSource source) : EndpointWithoutRequest<ItemDetails>
{
    public override void Configure()
    {
        Get("/items/{id:guid}");
        AllowAnonymous();
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (await ItemQueries.Find(Route<Guid>("id"), HttpContext.Features.GetRequiredFeature<Caller>(), source) is { } item)
            await Send.OkAsync(item, ct);
        else
            await Send.NotFoundAsync(ct);
    }
}

internal sealed class ListRequest
{
    public string? Status { get; set; }

    public string? Sort { get; set; }

    public string? After { get; set; }

    public int Limit { get; set; } = ListCriteria.DefaultLimit;
}

internal sealed class ListItemsEndpoint(NpgsqlDataSource source) : Endpoint<ListRequest, ItemPage>
{
    public override void Configure()
    {
        Get("/items");
        AllowAnonymous();
    }

    public override async Task HandleAsync(ListRequest req, CancellationToken ct)
    {
        var criteria = new ListCriteria(req.Status, req.Sort, req.After, req.Limit);
        if (await ItemQueries.List(criteria, HttpContext.Features.GetRequiredFeature<Caller>(), source) is { } page)
            await Send.OkAsync(page, ct);
        else
            await Send.ErrorsAsync(StatusCodes.Status400BadRequest, ct);
    }
}

internal sealed class AddItemEndpoint(NpgsqlDataSource source) : Endpoint<AddItem, ItemReceipt>
{
    public override void Configure()
    {
        Post("/items");
        AllowAnonymous();
    }

    public override async Task HandleAsync(AddItem req, CancellationToken ct)
    {
        if (!req.IsValid)
            await Send.ErrorsAsync(StatusCodes.Status400BadRequest, ct);
        else if (await BatchCommand.Add(req, HttpContext.Features.GetRequiredFeature<Caller>(), source) is { } receipt)
            await Send.OkAsync(receipt, ct);
        else
            await Send.ErrorsAsync(StatusCodes.Status409Conflict, ct);
    }
}
