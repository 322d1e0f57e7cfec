using TestDigitalPlatform.Generators.Statements;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class SelectListTests
{
    [Theory]
    [InlineData("select id, title from orders", "id title")]
    [InlineData("select o.id, o.title as name from orders o", "id name")]
    [InlineData("select id, 'a, b' as text from orders -- c, d", "id text")]
    [InlineData("select count(*)::int as count, max(placed_at) from orders", "count max")]
    [InlineData("select id::text, tags::text[] from orders", "id tags")]
    [InlineData("select (select count(*) from line l where l.order_id = o.id) lines from orders o", "lines")]
    [InlineData("select distinct on (customer_id) customer_id, id from orders", "customer_id id")]
    [InlineData("SELECT ID, \"Title\" FROM orders", "Title id")]
    [InlineData("with o as (select 1 from orders) select id from o", "id")]
    [InlineData("select $1 as one, coalesce(title, $2) title from orders", "one title")]
    [InlineData("select id /* , gone */ from orders union all select other from others", "id")]
    [InlineData("select case when a then b else c end as d", "d")]
    [InlineData("select \"order\", \"from\", o.\"limit\" from orders o", "from limit order")]
    public void Tells_the_columns_that_are_plainly_written(string sql, string columns) =>
        SelectList.Columns(SqlTokens.Of(sql))!.Order(StringComparer.Ordinal).ShouldBe(columns.Split(' '));

    [Theory]
    [InlineData("select * from orders")]
    [InlineData("select o.*, 1 as one from orders o")]
    [InlineData("select a + b from orders")]
    [InlineData("select case when a then b end from orders")]
    [InlineData("select id, \u0001 from orders")]
    [InlineData("\u0001 where id = $1")]
    [InlineData("update orders set a = b")]
    [InlineData("")]
    public void Tells_nothing_where_it_can_not_be_sure(string sql) =>
        SelectList.Columns(SqlTokens.Of(sql)).ShouldBeNull();
}
