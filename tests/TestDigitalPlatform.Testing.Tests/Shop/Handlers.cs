namespace TestDigitalPlatform.Testing.Tests.Shop;

internal sealed class AddShelfHandler : ICommandHandler<AddShelf, ShelfReceipt>
{
    public static Decision<ShelfReceipt> Decide(AddShelf command, CommandContext context)
    {
        var id = context.NewId<ShelfId>();
        return Decision.Accept(new ShelfReceipt(id))
            .Insert($"insert into shelf (id, customer_id, name) values ({id}, {context.Customer}, {command.Name})");
    }
}

internal sealed record Shelf(ShelfId Id);

internal sealed class AddArticleHandler : ICommandHandler<AddArticle, Shelf, ArticleReceipt>
{
    public Task<Shelf> Fetch(AddArticle command, Db db, CancellationToken cancellationToken) =>
        db.One<Shelf>($"select id from shelf where id = {command.Shelf}", cancellationToken);

    public static Decision<ArticleReceipt> Decide(AddArticle command, Shelf state, CommandContext context)
    {
        var id = context.NewId<ArticleId>();
        return Decision.Accept(new ArticleReceipt(id))
            .Insert($"""
                insert into article (id, customer_id, shelf_id, name, kind, price, added_at)
                values ({id}, {context.Customer}, {state.Id}, {command.Name}, {command.Kind}, {command.Price}, {context.Now})
                """)
            .Notify(new ArticleAdded(id, command.Name, context.Now));
    }
}

internal sealed record ForSale(ArticleId Id, DateTimeOffset? SoldAt, long Version) : IVersioned;

internal sealed class SellArticleHandler : ICommandHandler<SellArticle, ForSale, Nothing>
{
    public static readonly Refusal AlreadySold = new("shop.already_sold", "The article is sold: choose another.");

    public Task<ForSale> Fetch(SellArticle command, Db db, CancellationToken cancellationToken) =>
        db.One<ForSale>($"select id, sold_at, version from article where id = {command.Article}", cancellationToken);

    public static Decision<Nothing> Decide(SellArticle command, ForSale state, CommandContext context)
    {
        if (state.SoldAt is not null)
            return Decision.Refuse(AlreadySold);
        return Decision.Accept()
            .Change($"update article set sold_at = {context.Now}, version = version + 1 where id = {state.Id} and version = {state.Version}")
            .Notify(new ArticleSold(state.Id, context.Now));
    }
}

internal sealed class GetArticleHandler : IQueryHandler<GetArticle, Article>
{
    public Task<Article> Fetch(GetArticle query, Db db, CancellationToken cancellationToken) =>
        db.One<Article>($"select id, name, kind, price, added_at, version from article where id = {query.Article}", cancellationToken);
}

internal sealed class ListArticlesHandler : IQueryHandler<ListArticles, Page<Article>>
{
    public Task<Page<Article>> Fetch(ListArticles query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, name, kind, price, added_at, version from article", query, cancellationToken);
}

internal sealed class CountArticlesHandler : IQueryHandler<CountArticles, long, ArticleCount>
{
    public Task<long> Fetch(CountArticles query, Db db, CancellationToken cancellationToken) =>
        db.One<long>("select count(*) from article", cancellationToken);

    public static ArticleCount Process(CountArticles query, long fetched, QueryContext context) => new(fetched, context.Now);
}
